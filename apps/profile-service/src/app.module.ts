import type { Runtime } from '@clipcast/kernel';
import { createEgressPolicy } from '@clipcast/postiz';
import { EngineModule, ServiceEngine } from '@clipcast/service-kit';
import { parseKeyRing, Vault } from '@clipcast/vault';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { ProfileConfig } from './config.ts';
import { ConnectionsModule } from './connections/connections.module.ts';
import { seenIntegrations } from './connections/seen-integration.projection.ts';
import { unseenOrganisations } from './connections/see-organisation/unseen-organisation.projection.ts';
import { DashboardsModule } from './dashboards/dashboards.module.ts';
import { publishActivity } from './dashboards/publish-activity.projection.ts';
import { spending } from './dashboards/spending.projection.ts';
import type { ProfileTables } from './database.ts';
import { profileMigrations } from './migrations/index.ts';
import { NarrationModule } from './narration/narration.module.ts';
import { profileList } from './profiles/list-profiles/profile-list.projection.ts';
import { ProfilesModule } from './profiles/profiles.module.ts';
import { QuotasModule } from './quotas/quotas.module.ts';

/** Composition root: which adapter stands behind which port. */
@Module({})
export class AppModule {
  static with(config: ProfileConfig, runtime: Runtime): DynamicModule {
    const engine = new ServiceEngine<ProfileTables>(
      {
        service: 'profile',
        databaseUrl: config.DATABASE_URL,
        natsUrl: config.NATS_URL,
        migrations: profileMigrations,
        projections: [profileList, seenIntegrations, unseenOrganisations],
        subscriptions: [publishActivity, spending],
      },
      runtime,
      new Logger('engine'),
    );
    const vault = new Vault(parseKeyRing(config.CLIPCAST_KEYRING.reveal()), runtime.random);
    const egress = createEgressPolicy({ allow: config.POSTIZ_EGRESS_ALLOW });
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        EngineModule.around(engine),
        ProfilesModule,
        ConnectionsModule.with(vault, egress, runtime, engine),
        QuotasModule,
        NarrationModule,
        DashboardsModule,
      ],
    };
  }
}
