import type { ClipcastClient } from '../client.ts';
import { answered } from '../retry.ts';
import { newUuid } from '../system-runtime.adapter.ts';
import type { Estimate, Spent } from './spending.ts';

/** An id for a reservation, made before anything is asked. */
export const newReservationId = (): string => `rsv_${newUuid()}`;

/** The calls about one reservation. Each may be made again with the same effect, so each is until it is answered. */
export class HoldCalls {
  /** Whoever hardens is told by it whether it was this attempt, although an answer was lost on the way. */
  readonly #attempt = newUuid();
  readonly #path: { readonly profileId: string; readonly reservationId: string };

  constructor(
    private readonly client: ClipcastClient,
    readonly profileId: string,
    readonly id: string,
  ) {
    this.#path = { profileId, reservationId: id };
  }

  /** The same id with the same fields gets the first answer. */
  open({ purpose, ttlSeconds, usage, amountUsd }: Estimate) {
    const money = usage === undefined ? { amountUsd } : { usage };
    const body = { id: this.id, purpose, ...money, ...(ttlSeconds === undefined ? {} : { ttlSeconds }) };
    const params = { path: { profileId: this.profileId } };
    return answered(
      (signal) => this.client.billing.POST('/v1/profiles/{profileId}/reservations', { params, body, signal }),
      this.client.retry,
    );
  }

  harden() {
    const params = { path: this.#path, header: { 'Idempotency-Key': this.#attempt } };
    return answered(
      (signal) =>
        this.client.billing.POST('/v1/profiles/{profileId}/reservations/{reservationId}/harden', {
          params,
          signal,
        }),
      this.client.retry,
    );
  }

  settle(spent: Spent) {
    const params = { path: this.#path };
    const body = { ...spent, source: { ...spent.source } };
    return answered(
      (signal) =>
        this.client.billing.POST('/v1/profiles/{profileId}/reservations/{reservationId}/settle', {
          params,
          body,
          signal,
        }),
      this.client.retry,
    );
  }

  release() {
    const params = { path: this.#path };
    return answered(
      (signal) =>
        this.client.billing.POST('/v1/profiles/{profileId}/reservations/{reservationId}/release', {
          params,
          signal,
        }),
      this.client.retry,
    );
  }
}
