import { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { decodeCursor, pageOf, ServiceEngine, type Page } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Month } from '../../budgets/month.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import type { BillingTables } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { reservationView } from '../reservation-row.ts';
import type { ReservationStatus, ReservationView } from '../reservation-view.ts';
import { reservations } from '../reservations.projection.ts';
import { inStatus } from './in-status.query.ts';

export class ListReservations extends Query<Page<ReservationView>> {
  constructor(
    readonly profileId: ProfileId,
    readonly filter: {
      readonly status: ReservationStatus | undefined;
      readonly month: Month | undefined;
    },
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

/** The newest first. */
@QueryHandler(ListReservations)
export class ListReservationsHandler implements IQueryHandler<ListReservations> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<BillingTables>,
    private readonly profiles: KnownProfiles,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, filter, limit, cursor }: ListReservations): Promise<Page<ReservationView>> {
    const before = decodeCursor(cursor, z.string().regex(/^\d{1,18}$/));
    await this.profiles.require(profileId);
    await this.engine.caughtUp(reservations.name);
    const now = await this.clock.now();
    const { status, month } = filter;
    const rows = await this.door
      .of(profileId)
      .selectFrom('reservation')
      .selectAll()
      .$if(before !== undefined, (query) => query.where('position', '<', BigInt(before ?? 0)))
      .$if(status !== undefined, (query) => query.where(inStatus(status ?? 'open', now)))
      .$if(month !== undefined, (query) => query.where('month', '=', month ?? ''))
      .orderBy('position', 'desc')
      .limit(limit + 1)
      .execute();
    const page = pageOf(rows, limit, ({ position }) => String(position));
    return { ...page, items: page.items.map((row) => reservationView(row, now)) };
  }
}
