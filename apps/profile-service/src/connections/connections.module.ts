import type { EgressPolicy } from '@clipcast/postiz';
import type { Vault } from '@clipcast/vault';
import { Module, type DynamicModule } from '@nestjs/common';
import { ConnectPostizController } from './connect-postiz/connect-postiz.controller.ts';
import { ConnectPostizHandler } from './connect-postiz/connect-postiz.handler.ts';
import { DisconnectPostizController } from './disconnect-postiz/disconnect-postiz.controller.ts';
import { DisconnectPostizHandler } from './disconnect-postiz/disconnect-postiz.handler.ts';
import { EGRESS } from './egress.token.ts';
import { ProfileKeys } from './profile-keys.ts';
import { TestConnectionController } from './test-connection/test-connection.controller.ts';
import { TestConnectionHandler } from './test-connection/test-connection.query.ts';
import { ViewConnectionController } from './view-connection/view-connection.controller.ts';
import { ViewConnectionHandler } from './view-connection/view-connection.query.ts';

@Module({})
export class ConnectionsModule {
  static with(vault: Vault, egress: EgressPolicy): DynamicModule {
    return {
      module: ConnectionsModule,
      controllers: [
        ConnectPostizController,
        ViewConnectionController,
        DisconnectPostizController,
        TestConnectionController,
      ],
      providers: [
        { provide: ProfileKeys, useValue: new ProfileKeys(vault) },
        { provide: EGRESS, useValue: egress },
        ConnectPostizHandler,
        ViewConnectionHandler,
        DisconnectPostizHandler,
        TestConnectionHandler,
      ],
    };
  }
}
