import {
  Operation,
  pageQuery,
  pageSchema,
  RequiresScope,
  ZodQuery,
  ZodResponse,
} from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { ProfileView } from '../profile-view.ts';
import { ListProfiles } from './list-profiles.query.ts';

@Controller('profiles')
export class ListProfilesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('profile:read')
  @Operation({ summary: 'List profiles' })
  @ZodResponse(200, pageSchema(ProfileView), 'The oldest first.')
  list(@ZodQuery(pageQuery) { limit, cursor }: z.output<typeof pageQuery>) {
    return this.queries.execute(new ListProfiles(limit, cursor));
  }
}
