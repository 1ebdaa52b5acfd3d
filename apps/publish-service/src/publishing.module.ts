import { TaskQueue } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import type { MediaStore } from '@clipcast/media-store';
import { createEgressPolicy } from '@clipcast/postiz';
import type { ServiceEngine } from '@clipcast/service-kit';
import { parseKeyRing, Vault } from '@clipcast/vault';
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { clipFile } from './clips/clip-file.ts';
import type { PublishConfig } from './config.ts';
import { KnownIntegrations } from './connections/known-integrations.ts';
import { ConnectionStates } from './connections/connection-states.query.ts';
import { EventBuiltPostizConnections } from './connections/postiz-connections.adapter.ts';
import { PostizConnections } from './connections/postiz-connections.ts';
import { PublishingSettings } from './connections/publishing-settings.query.ts';
import { tenantConnections } from './connections/tenant-connections.adapter.ts';
import type { PublishTables } from './database.ts';
import { KnownProfiles } from './profiles/known-profiles.query.ts';
import { BringOutPostWorker } from './publications/bring-out-post/bring-out-post.worker.ts';
import { MediaUploads } from './publications/bring-out-post/media-uploads.ts';
import { PostBringer } from './publications/bring-out-post/post-bringer.ts';
import { PostStream } from './publications/bring-out-post/post-stream.ts';
import { postTasks } from './publications/bring-out-post/post-task.projection.ts';
import { postTaskTable } from './publications/bring-out-post/post-task.ts';
import { PublishInstants } from './publications/bring-out-post/publish-instants.adapter.ts';
import { mediaMemory } from './publications/bring-out-post/uploaded-media.projection.ts';
import { PublicPath } from './publications/public-path.ts';
import { PublishingTerms } from './publications/publishing-terms.ts';
import { TraceLinks } from './publications/trace-links.ts';
import { PostsAtWork } from './publishing/post-counts.query.ts';
import { PublishingSwitch } from './publishing/publishing-switch.query.ts';
import { QuotaGate } from './quota-gate/quota-gate.query.ts';

/** So many posts of one profile are worked on at a time, by all replicas together: a slow Postiz holds no more than its own share. */
const PROFILE_WORKERS_MAX = 4;

/** Through these two goes whatever publishing records, and whatever it asks of a tenant's Postiz. */
export interface PublishingPorts {
  readonly stream: PostStream;
  readonly connections: PostizConnections;
}

/** What the slices of this service share: the tenants' clients, and the worker that brings posts out. */
@Module({})
export class PublishingModule implements OnApplicationShutdown {
  constructor(private readonly connections: PostizConnections) {}

  /** `around` may stand something in front of the ports; a test that ends the process at a certain step does. */
  static with(
    config: PublishConfig,
    runtime: Runtime,
    engine: ServiceEngine<PublishTables>,
    media: MediaStore,
    around: (ports: PublishingPorts) => PublishingPorts = (ports) => ports,
  ): DynamicModule {
    const vault = new Vault(parseKeyRing(config.CLIPCAST_KEYRING.reveal()), runtime.random);
    const egress = createEgressPolicy({ allow: config.POSTIZ_EGRESS_ALLOW });
    const byDefault = defaultConnectionIn(config);
    const {
      connections: tenants,
      settings,
      states,
    } = tenantConnections({ engine, vault, egress, runtime, byDefault });
    const { stream, connections } = around({
      stream: new PostStream(engine.store, engine.deciders),
      connections: tenants,
    });
    const terms = new PublishingTerms(config.CLIPCAST_PUBLISH_LEAD_SECONDS, config.CLIPCAST_POST_PRICE_USD);
    engine.add(
      bringOutPosts(
        engine,
        { stream, connections },
        media,
        terms,
        runtime,
        config.CLIPCAST_PUBLISH_CONCURRENCY,
      ),
    );
    const providers = [
      { provide: PostizConnections, useValue: connections },
      { provide: PublishingSettings, useValue: settings },
      { provide: ConnectionStates, useValue: states },
      { provide: PublishingSwitch, useValue: new PublishingSwitch(engine.door, runtime.timers) },
      { provide: PostsAtWork, useValue: new PostsAtWork(engine.door) },
      { provide: PublishingTerms, useValue: terms },
      { provide: PublicPath, useValue: new PublicPath(config.CLIPCAST_PUBLIC_PATH) },
      { provide: TraceLinks, useValue: new TraceLinks(config.CLIPCAST_TRACE_URL) },
      { provide: KnownProfiles, useValue: new KnownProfiles(engine.door, runtime) },
      { provide: KnownIntegrations, useValue: new KnownIntegrations(runtime.clock) },
      { provide: QuotaGate, useValue: new QuotaGate(engine.door, runtime.clock) },
    ];
    return {
      module: PublishingModule,
      global: true,
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.connections instanceof EventBuiltPostizConnections) await this.connections.close();
  }
}

const defaultConnectionIn = ({ POSTIZ_API_URL: apiUrl, POSTIZ_API_KEY: apiKey }: PublishConfig) =>
  apiUrl && apiKey ? { apiUrl, apiKey } : undefined;

function bringOutPosts(
  engine: ServiceEngine<PublishTables>,
  { stream, connections }: PublishingPorts,
  media: MediaStore,
  terms: PublishingTerms,
  runtime: Runtime,
  concurrency: number,
): BringOutPostWorker {
  const bringer = new PostBringer({
    stream,
    connections,
    runtime,
    uploads: new MediaUploads(mediaMemory(engine.door, runtime.timers), runtime.timers),
    instants: new PublishInstants(engine.database.db, runtime.timers),
    files: {
      find: async ({ profileId }, clipId) => {
        const file = await clipFile(engine.deciders, media, profileId, clipId);
        return { ...file, fileName: `${file.sha256.slice(0, 16)}.mp4`, mimeType: 'video/mp4' };
      },
    },
    postPriceUsd: terms.postPriceUsd,
    publishing: new PublishingSwitch(engine.door, runtime.timers),
  });
  const queue = new TaskQueue(engine.database.db, postTaskTable, runtime.timers, {
    perProfileMax: PROFILE_WORKERS_MAX,
  });
  const listen = (ring: () => void) => engine.onMoved(postTasks.name, ring);
  return new BringOutPostWorker(
    { listen, queue, stream, bringer, connections, runtime, onTrouble: engine.onTrouble },
    concurrency,
  );
}
