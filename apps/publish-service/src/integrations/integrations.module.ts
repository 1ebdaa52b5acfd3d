import { Module } from '@nestjs/common';
import { ListIntegrationsController } from './list-integrations/list-integrations.controller.ts';
import { ListIntegrationsHandler } from './list-integrations/list-integrations.query.ts';

@Module({ controllers: [ListIntegrationsController], providers: [ListIntegrationsHandler] })
export class IntegrationsModule {}
