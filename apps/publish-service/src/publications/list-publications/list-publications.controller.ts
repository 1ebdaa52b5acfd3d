import { clipIdSchema } from '@clipcast/contracts';
import {
  Operation,
  pageQuery,
  pageSchema,
  RequiresScope,
  ZodParams,
  ZodQuery,
  ZodResponse,
} from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { publicationStatuses } from '../publication-status.ts';
import { PublicationView } from '../publication-view.ts';
import { ListPublications } from './list-publications.query.ts';

const PublicationQuery = z.strictObject({
  ...pageQuery.shape,
  status: z.enum(publicationStatuses).optional(),
  clipId: clipIdSchema.optional(),
  integrationId: z.string().min(1).max(200).optional(),
});

@Controller('profiles/:profileId/publications')
export class ListPublicationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('publish:read')
  @Operation({ summary: 'List publications' })
  @ZodResponse(200, pageSchema(PublicationView), 'The newest first.')
  list(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(PublicationQuery) { limit, cursor, ...filter }: z.output<typeof PublicationQuery>,
  ) {
    return this.queries.execute(new ListPublications(profileId, filter, limit, cursor));
  }
}
