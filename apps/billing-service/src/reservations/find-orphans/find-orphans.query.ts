import { TenantDoor } from '@clipcast/event-store';
import { decodeCursor, pageOf, ServiceEngine, type Page } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { z } from 'zod';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import type { BillingTables } from '../../database.ts';
import { reservationView } from '../reservation-row.ts';
import type { ReservationClass, ReservationView } from '../reservation-view.ts';
import { reservations } from '../reservations.projection.ts';

/** What is open of all profiles, and has been for so long. */
export class FindOrphans extends Query<Page<ReservationView>> {
  constructor(
    readonly filter: {
      readonly reservationClass: ReservationClass;
      readonly olderThanSeconds: number;
    },
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

/** A reservation's place: when it was opened, and its position, which is unique. */
const Place = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);

/** The oldest first. */
@QueryHandler(FindOrphans)
export class FindOrphansHandler implements IQueryHandler<FindOrphans> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<BillingTables>,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ filter, limit, cursor }: FindOrphans): Promise<Page<ReservationView>> {
    const after = decodeCursor(cursor, Place);
    await this.engine.caughtUp(reservations.name);
    const now = await this.clock.now();
    const { reservationClass, olderThanSeconds } = filter;
    const openedBefore = new Date(now.getTime() - olderThanSeconds * 1_000);
    const rows = await this.door.ofEveryProfile
      .selectFrom('reservation')
      .selectAll()
      .where('status', '=', 'open')
      .where('class', '=', reservationClass)
      .$if(reservationClass === 'soft', (query) => query.where('expires_at', '>', now))
      .where('opened_at', '<=', openedBefore)
      .$if(after !== undefined, (query) =>
        query.where(
          sql<boolean>`(opened_at, position) > (${after?.[0]}::timestamptz, ${after?.[1]}::bigint)`,
        ),
      )
      .orderBy('opened_at')
      .orderBy('position')
      .limit(limit + 1)
      .execute();
    const page = pageOf(rows, limit, (row) => [row.opened_at.toISOString(), String(row.position)]);
    return { ...page, items: page.items.map((row) => reservationView(row, now)) };
  }
}
