import { join } from 'node:path';
import { Leadership, type Database } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { MediaStore } from '@clipcast/media-store';
import { createEgressPolicy } from '@clipcast/postiz';
import { HealthChecks, type ServiceEngine } from '@clipcast/service-kit';
import {
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { MediaRetention } from '../clips/drop-media/media-retention.adapter.ts';
import type { PublishConfig } from '../config.ts';
import type { PublishTables } from '../database.ts';
import { Arrivals } from './arrivals.adapter.ts';
import { MediaKeeper } from './media-keeper.ts';
import { MediaSweepWorker } from './media-sweep.worker.ts';
import { MediaUses } from './media-uses.adapter.ts';
import { SourceDownload } from './source-download.adapter.ts';
import { VideoTools } from './video-tools.adapter.ts';

const SWEEP_MS = 60_000;

/** How videos arrive, where they are kept, and what removes them. */
@Module({})
export class MediaModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly health: HealthChecks,
    private readonly store: MediaStore,
    private readonly sources: SourceDownload,
  ) {}

  static with(
    config: PublishConfig,
    runtime: Runtime,
    engine: ServiceEngine<PublishTables>,
    store: MediaStore,
  ): DynamicModule {
    const logger = new Logger('media');
    const tools = new VideoTools(config.PATH, runtime, (note) => logger.log(note));
    const arrivals = new Arrivals(join(config.CLIPCAST_MEDIA_DIR, 'arriving'), tools, runtime);
    const uses = new MediaUses(
      (engine.database as unknown as Database).db,
      config.CLIPCAST_MEDIA_GRACE_SECONDS,
    );
    const policy = createEgressPolicy({ allow: config.CLIPCAST_SOURCE_EGRESS_ALLOW });
    const days = config.CLIPCAST_MEDIA_RETENTION_DAYS;
    engine.add(
      new MediaSweepWorker({
        engine,
        leadership: new Leadership(config.DATABASE_URL.reveal(), runtime, engine.onTrouble),
        store,
        uses,
        arrivals,
        retention: new MediaRetention(engine.door, engine.deciders, uses, runtime.ids, days),
        runtime,
        onTrouble: engine.onTrouble,
        everyMs: Math.min(SWEEP_MS, config.CLIPCAST_MEDIA_GRACE_SECONDS * 500),
      }),
    );
    const providers = [
      { provide: MediaStore, useValue: store },
      { provide: Arrivals, useValue: arrivals },
      { provide: MediaUses, useValue: uses },
      { provide: MediaKeeper, useValue: new MediaKeeper(store, uses) },
      {
        provide: SourceDownload,
        useValue: new SourceDownload(policy, runtime, config.CLIPCAST_SOURCE_SECONDS * 1_000),
      },
    ];
    return { module: MediaModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }

  onModuleInit(): void {
    // Without it clips can still be listed, and publications asked for.
    this.health.register('media', { required: false, check: () => this.store.trouble() });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sources.close();
    await this.store.close();
  }
}
