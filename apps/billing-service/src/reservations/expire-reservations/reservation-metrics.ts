import { metrics } from '@opentelemetry/api';
import type { OpenHolds } from './open-holds.query.ts';

/**
 * What is set aside, over the whole fleet; every replica tells the same. A hard reservation that nobody ends keeps its money
 * for ever, so the age of the oldest is what an alarm looks at.
 */
export class ReservationMetrics {
  readonly #meter = metrics.getMeter('@clipcast/billing-service');
  readonly #open = this.#meter.createGauge('clipcast.reservations.open', {
    description: 'Reservations that are open, by class',
    unit: '{reservation}',
  });
  readonly #oldest = this.#meter.createGauge('clipcast.reservations.hard.age.max', {
    description: 'For how long the oldest hard reservation has been open; 0 when there is none',
    unit: 's',
  });

  record({ soft, hard, hardAgeSecondsMax }: OpenHolds): void {
    this.#open.record(soft, { class: 'soft' });
    this.#open.record(hard, { class: 'hard' });
    this.#oldest.record(hardAgeSecondsMax);
  }
}
