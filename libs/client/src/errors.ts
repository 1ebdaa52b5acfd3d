import type { components } from './generated/billing-api.ts';

/** An error answer (RFC 9457) as every service gives it. */
export type Problem = components['schemas']['Problem'];

interface Failure {
  readonly code: string;
  readonly status?: number | undefined;
  readonly problem?: Problem | undefined;
  readonly cause?: unknown;
}

/** Whatever a service refused, or `unreachable` when it did not answer. */
export class ClipcastError extends Error {
  override readonly name: string = 'ClipcastError';
  /** Stable, for programs: `quota_exceeded`, `profile_not_found`, … */
  readonly code: string;
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  readonly problem: Problem | undefined;

  constructor(message: string, { code, status, problem, cause }: Failure) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.problem = problem;
  }

  /** A detail of the problem; an empty text when it has none of this name. */
  protected detail(name: string): string {
    const value = this.problem?.[name];
    return typeof value === 'string' ? value : '';
  }
}

/** It does not fit into what is left of the month, or of the access key's share. Nothing was set aside, and nothing ran. */
export class QuotaExceeded extends ClipcastError {
  override readonly name = 'QuotaExceeded';
  readonly month = this.detail('month');
  readonly limitUsd = this.detail('limitUsd');
  readonly spentUsd = this.detail('spentUsd');
  readonly reservedUsd = this.detail('reservedUsd');
  readonly requestedUsd = this.detail('requestedUsd');
  readonly remainingUsd = this.detail('remainingUsd');
  /** When the next month begins. */
  readonly resetsAt = this.detail('resetsAt');
}

/** There is no price for the usage. Whoever keeps the price list sets one; or the estimate is given as an amount. */
export class PriceUnknown extends ClipcastError {
  override readonly name = 'PriceUnknown';
  readonly provider = this.detail('provider');
  readonly model = this.detail('model');
  readonly unit = this.detail('unit');
  readonly plan = this.detail('plan') || null;
}

const ENDINGS = {
  reservation_expired: 'expired',
  reservation_already_settled: 'settled',
  reservation_already_released: 'released',
} as const;

/** The reservation has ended: nothing runs under its id any more. */
export class HoldEnded extends ClipcastError {
  override readonly name = 'HoldEnded';
  readonly ended = ENDINGS[this.code as keyof typeof ENDINGS];
}

/** Throw it out of `run` when it is certain that nothing was paid: the hold is released, and this error goes on. */
export class NothingSpent extends Error {
  override readonly name = 'NothingSpent';
}

/** `outcome_unknown`: the call may have been paid. `not_settled`: it was. `not_released`: it was not. */
type UnsettledCode = 'outcome_unknown' | 'not_settled' | 'not_released';

interface Unsettled {
  readonly code: UnsettledCode;
  readonly profileId: string;
  readonly reservationId: string;
  /** What `run` gave, so that what was paid for is not lost. */
  readonly value?: unknown;
  /** What it spent, to settle with later. */
  readonly spent?: unknown;
  readonly cause?: unknown;
}

/** The money of one call is not booked as it should be: somebody has to settle or release this reservation. */
export class UnsettledSpend extends ClipcastError {
  override readonly name = 'UnsettledSpend';
  override readonly code: UnsettledCode;
  readonly profileId: string;
  readonly reservationId: string;
  readonly value: unknown;
  readonly spent: unknown;

  constructor(message: string, { profileId, reservationId, value, spent, ...failure }: Unsettled) {
    super(`${message} Reservation ${reservationId} of ${profileId}.`, failure);
    this.code = failure.code;
    this.profileId = profileId;
    this.reservationId = reservationId;
    this.value = value;
    this.spent = spent;
  }
}

/** The problem in an answer's body; undefined for what a proxy says in its own words. */
export const problemOf = (body: unknown): Problem | undefined =>
  typeof body === 'object' && body !== null && 'code' in body ? (body as Problem) : undefined;

/** The error of an answer. */
export function errorOf(status: number, problem: Problem | undefined): ClipcastError {
  const code = problem?.code ?? `http_${status}`;
  const message = problem?.detail ?? `The service answered ${status}.`;
  const failure = { code, status, problem };
  if (status === 402) return new QuotaExceeded(message, failure);
  if (code === 'price_unknown') return new PriceUnknown(message, failure);
  if (code in ENDINGS) return new HoldEnded(message, failure);
  return new ClipcastError(message, failure);
}
