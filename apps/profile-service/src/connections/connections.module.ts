import type { Runtime } from '@clipcast/kernel';
import type { EgressPolicy } from '@clipcast/postiz';
import type { ServiceEngine } from '@clipcast/service-kit';
import type { Vault } from '@clipcast/vault';
import { Module, type DynamicModule } from '@nestjs/common';
import { ConnectPostizController } from './connect-postiz/connect-postiz.controller.ts';
import { ConnectPostizHandler } from './connect-postiz/connect-postiz.handler.ts';
import { DisconnectPostizController } from './disconnect-postiz/disconnect-postiz.controller.ts';
import { DisconnectPostizHandler } from './disconnect-postiz/disconnect-postiz.handler.ts';
import type { ProfileTables } from '../database.ts';
import { EGRESS } from './egress.token.ts';
import { OrganisationWarnings } from './organisation-warnings.query.ts';
import { PostizLook } from './postiz-look.adapter.ts';
import { ProfileKeys } from './profile-keys.ts';
import { SeeOrganisationWorker } from './see-organisation/see-organisation.worker.ts';
import { TestConnectionController } from './test-connection/test-connection.controller.ts';
import { TestConnectionHandler } from './test-connection/test-connection.query.ts';
import { ViewConnectionController } from './view-connection/view-connection.controller.ts';
import { ViewConnectionHandler } from './view-connection/view-connection.query.ts';

@Module({})
export class ConnectionsModule {
  static with(
    vault: Vault,
    egress: EgressPolicy,
    runtime: Runtime,
    engine: ServiceEngine<ProfileTables>,
  ): DynamicModule {
    const keys = new ProfileKeys(vault);
    const look = new PostizLook(egress, runtime);
    engine.add(new SeeOrganisationWorker({ engine, look, keys, runtime }));
    return {
      module: ConnectionsModule,
      global: true,
      controllers: [
        ConnectPostizController,
        ViewConnectionController,
        DisconnectPostizController,
        TestConnectionController,
      ],
      providers: [
        { provide: ProfileKeys, useValue: keys },
        { provide: EGRESS, useValue: egress },
        { provide: PostizLook, useValue: look },
        OrganisationWarnings,
        ConnectPostizHandler,
        ViewConnectionHandler,
        DisconnectPostizHandler,
        TestConnectionHandler,
      ],
      exports: [OrganisationWarnings],
    };
  }
}
