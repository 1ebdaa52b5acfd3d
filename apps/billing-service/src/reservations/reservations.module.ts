import { Deciders, TenantDoor } from '@clipcast/event-store';
import { ServiceEngine } from '@clipcast/service-kit';
import { Module } from '@nestjs/common';
import type { MoneyClock } from '../clock/money-clock.ts';
import { MONEY_CLOCK } from '../clock/money-clock.token.ts';
import type { BillingTables } from '../database.ts';
import { requireLevel } from '../level-read-model.ts';
import { KnownProfiles } from '../profiles/known-profiles.ts';
import { SpendCapsModule } from '../spend-caps/spend-caps.module.ts';
import { FindOrphansController } from './find-orphans/find-orphans.controller.ts';
import { FindOrphansHandler } from './find-orphans/find-orphans.query.ts';
import { HardenReservationController } from './harden-reservation/harden-reservation.controller.ts';
import { HardenReservationHandler } from './harden-reservation/harden-reservation.handler.ts';
import { ListReservationsController } from './list-reservations/list-reservations.controller.ts';
import { ListReservationsHandler } from './list-reservations/list-reservations.query.ts';
import { OpenReservationsController } from './open-reservations/open-reservations.controller.ts';
import { OpenReservationsHandler } from './open-reservations/open-reservations.handler.ts';
import { ReleaseReservationController } from './release-reservation/release-reservation.controller.ts';
import { ReleaseReservationHandler } from './release-reservation/release-reservation.handler.ts';
import { ReservationDesk } from './reservation-desk.ts';
import { SettleReservationController } from './settle-reservation/settle-reservation.controller.ts';
import { SettleReservationHandler } from './settle-reservation/settle-reservation.handler.ts';
import { SettledEntries } from './settle-reservation/settled-entries.query.ts';
import { ViewReservationController } from './view-reservation/view-reservation.controller.ts';
import { ViewReservationHandler } from './view-reservation/view-reservation.query.ts';

@Module({
  imports: [SpendCapsModule],
  controllers: [
    OpenReservationsController,
    HardenReservationController,
    SettleReservationController,
    ReleaseReservationController,
    ListReservationsController,
    ViewReservationController,
    FindOrphansController,
  ],
  providers: [
    {
      provide: ReservationDesk,
      inject: [Deciders, ServiceEngine, TenantDoor, KnownProfiles, MONEY_CLOCK],
      useFactory: (
        deciders: Deciders,
        engine: ServiceEngine,
        door: TenantDoor<BillingTables>,
        profiles: KnownProfiles,
        clock: MoneyClock,
      ) => new ReservationDesk(deciders, engine, door, profiles, clock),
    },
    {
      provide: SettledEntries,
      inject: [ServiceEngine, TenantDoor],
      useFactory: (engine: ServiceEngine, door: TenantDoor<BillingTables>) =>
        new SettledEntries(door, (name) => requireLevel(engine, name)),
    },
    OpenReservationsHandler,
    HardenReservationHandler,
    SettleReservationHandler,
    ReleaseReservationHandler,
    ListReservationsHandler,
    ViewReservationHandler,
    FindOrphansHandler,
  ],
})
export class ReservationsModule {}
