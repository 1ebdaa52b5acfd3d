import { Operation, RequiresScope, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { FleetView, ViewFleet } from './view-fleet.query.ts';

@Controller('ops/v1/publishing')
export class ViewFleetController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('ops:read')
  @Operation({ summary: 'Show how publishing stands for everybody', tags: ['operations'] })
  @ZodResponse(200, FleetView, 'As it is now.')
  view() {
    return this.queries.execute(new ViewFleet());
  }
}
