import { TenantDoor } from '@clipcast/event-store';
import type { ProfileId, ReservationId } from '@clipcast/kernel';
import { ServiceEngine } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import type { BillingTables } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { reservationNotFound } from '../ended-reservation.ts';
import { reservationView } from '../reservation-row.ts';
import type { ReservationView } from '../reservation-view.ts';
import { reservations } from '../reservations.projection.ts';

export class ViewReservation extends Query<{ readonly resource: ReservationView; readonly version: number }> {
  constructor(
    readonly profileId: ProfileId,
    readonly reservationId: ReservationId,
  ) {
    super();
  }
}

/** @throws {DomainError} `profile_not_found`, `reservation_not_found` */
@QueryHandler(ViewReservation)
export class ViewReservationHandler implements IQueryHandler<ViewReservation> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<BillingTables>,
    private readonly profiles: KnownProfiles,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, reservationId }: ViewReservation) {
    await this.profiles.require(profileId);
    await this.engine.caughtUp(reservations.name);
    const row = await this.door
      .of(profileId)
      .selectFrom('reservation')
      .selectAll()
      .where('reservation_id', '=', reservationId)
      .executeTakeFirst();
    if (!row) throw reservationNotFound();
    return { resource: reservationView(row, await this.clock.now()), version: row.version };
  }
}
