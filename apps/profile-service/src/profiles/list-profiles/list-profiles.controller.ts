import {
  CurrentPrincipal,
  Operation,
  pageQuery,
  pageSchema,
  RequiresScope,
  ZodQuery,
  ZodResponse,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { OrganisationWarnings } from '../../connections/organisation-warnings.query.ts';
import { ProfileAnswer } from '../profile-view.ts';
import { ListProfiles } from './list-profiles.query.ts';

@Controller('profiles')
export class ListProfilesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly warnings: OrganisationWarnings,
  ) {}

  @Get()
  @RequiresScope('profile:read')
  @Operation({ summary: 'List profiles' })
  @ZodResponse(200, pageSchema(ProfileAnswer), 'The oldest first.')
  async list(
    @ZodQuery(pageQuery) { limit, cursor }: z.output<typeof pageQuery>,
    @CurrentPrincipal() reader: Principal,
  ) {
    const page = await this.queries.execute(new ListProfiles(limit, cursor));
    const warnings = await this.warnings.ofProfiles(
      page.items.map(({ id }) => id),
      reader,
    );
    return { ...page, items: page.items.map((item) => ({ ...item, warnings: warnings.get(item.id) ?? [] })) };
  }
}
