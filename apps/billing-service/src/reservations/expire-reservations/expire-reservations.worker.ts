import type { OnTrouble, TenantDoor } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import type { BackgroundWorker } from '@clipcast/service-kit';
import type { MoneyClock } from '../../clock/money-clock.ts';
import type { BillingTables } from '../../database.ts';
import type { ExpireReservationsHandler } from './expire-reservations.handler.ts';
import { ExpireReservations } from './expire-reservations.ts';
import { dueMonths, openHolds, type DueMonth } from './open-holds.query.ts';
import { ReservationMetrics } from './reservation-metrics.ts';

const EVERY_MS = 5_000;
const MONTHS_AT_ONCE = 100;

export interface ExpiryParts {
  readonly door: TenantDoor<BillingTables>;
  readonly clock: MoneyClock;
  readonly handler: ExpireReservationsHandler;
  readonly runtime: Runtime;
  readonly onTrouble: OnTrouble;
}

/**
 * Notes which reservations are past their time. No decision waits for it: they stopped counting when they were due. It runs in
 * every replica; what one has noted another finds done.
 */
export class ExpireReservationsWorker implements BackgroundWorker {
  constructor(private readonly parts: ExpiryParts) {}

  async run(signal: AbortSignal): Promise<void> {
    const { runtime, onTrouble, door, clock } = this.parts;
    // Made late, because instruments that are made before telemetry has started report nothing for ever.
    const metrics = new ReservationMetrics();
    while (!signal.aborted) {
      try {
        const now = await clock.now();
        await this.#round(now, signal);
        metrics.record(await openHolds(door, now));
      } catch (error) {
        onTrouble('reservation expiry', error);
      }
      await runtime.timers.sleep(EVERY_MS, signal);
    }
  }

  /** Everything that is due now, page by page, however much it is. */
  async #round(now: Date, signal: AbortSignal): Promise<void> {
    let last: DueMonth | undefined;
    do {
      const page = await dueMonths(this.parts.door, now, MONTHS_AT_ONCE, last);
      for (const due of page) await this.#expire(due, signal);
      last = page.length === MONTHS_AT_ONCE ? page.at(-1) : undefined;
    } while (last && !signal.aborted);
  }

  /** The others do not wait for one that fails; it is due again in the next round. */
  async #expire({ profileId, month }: DueMonth, signal: AbortSignal): Promise<void> {
    const { handler, runtime, onTrouble } = this.parts;
    const context = { actor: 'policy:expire-reservations', correlationId: runtime.ids.next() };
    try {
      for (let more = true; more && !signal.aborted;)
        more = await handler.execute(new ExpireReservations(profileId, month, context));
    } catch (error) {
      onTrouble('reservation expiry', error);
    }
  }
}
