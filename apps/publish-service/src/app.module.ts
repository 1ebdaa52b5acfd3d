import type { Runtime } from '@clipcast/kernel';
import { EngineModule, ServiceEngine } from '@clipcast/service-kit';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ClipsModule } from './clips/clips.module.ts';
import { clipList } from './clips/list-clips/clip-list.projection.ts';
import type { PublishConfig } from './config.ts';
import { connections } from './connections/connection.projection.ts';
import { publishingSettings } from './connections/publishing-settings.projection.ts';
import type { PublishTables } from './database.ts';
import { IntegrationsModule } from './integrations/integrations.module.ts';
import { MediaModule } from './media/media.module.ts';
import { openMediaStore } from './media/open-media-store.ts';
import { publishMigrations } from './migrations/index.ts';
import { knownProfiles } from './profiles/known-profile.projection.ts';
import { postTasks } from './publications/bring-out-post/post-task.projection.ts';
import { uploadedMedia } from './publications/bring-out-post/uploaded-media.projection.ts';
import { postedMedia } from './publications/duplicate-guard/posted-media.projection.ts';
import { publicationList } from './publications/list-publications/publication-list.projection.ts';
import { PublicationsModule } from './publications/publications.module.ts';
import { PublishingControlModule } from './publishing/publishing-control.module.ts';
import { publishingSwitches } from './publishing/publishing-switch.projection.ts';
import { PublishingModule, type PublishingPorts } from './publishing.module.ts';
import { quotaStandings } from './quota-gate/quota-standing.projection.ts';

/** Composition root: which adapter stands behind which port. */
@Module({})
export class AppModule {
  /** `around`: see {@link PublishingModule.with}. */
  static with(
    config: PublishConfig,
    runtime: Runtime,
    around?: (ports: PublishingPorts) => PublishingPorts,
  ): DynamicModule {
    const engine = new ServiceEngine<PublishTables>(
      {
        service: 'publish',
        databaseUrl: config.DATABASE_URL,
        natsUrl: config.NATS_URL,
        migrations: publishMigrations,
        projections: [clipList, publicationList, postedMedia, postTasks, uploadedMedia, publishingSwitches],
        subscriptions: [knownProfiles, connections, publishingSettings, quotaStandings],
      },
      runtime,
      new Logger('engine'),
    );
    const mediaStore = openMediaStore(config, runtime);
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        EngineModule.around(engine),
        PublishingModule.with(config, runtime, engine, mediaStore, around),
        MediaModule.with(config, runtime, engine, mediaStore),
        ClipsModule,
        IntegrationsModule,
        PublicationsModule,
        PublishingControlModule,
      ],
    };
  }
}
