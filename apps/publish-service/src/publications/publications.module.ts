import { Module } from '@nestjs/common';
import { ListPublicationsController } from './list-publications/list-publications.controller.ts';
import { ListPublicationsHandler } from './list-publications/list-publications.query.ts';
import { RequestPublicationController } from './request-publication/request-publication.controller.ts';
import { RequestPublicationHandler } from './request-publication/request-publication.handler.ts';
import { ViewPublicationController } from './view-publication/view-publication.controller.ts';
import { ViewPublicationHandler } from './view-publication/view-publication.query.ts';

@Module({
  controllers: [RequestPublicationController, ListPublicationsController, ViewPublicationController],
  providers: [RequestPublicationHandler, ListPublicationsHandler, ViewPublicationHandler],
})
export class PublicationsModule {}
