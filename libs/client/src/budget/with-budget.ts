import type { ClipcastClient } from '../client.ts';
import { HoldEnded, NothingSpent, UnsettledSpend } from '../errors.ts';
import type { components } from '../generated/billing-api.ts';
import { HoldCalls, newReservationId } from './hold-calls.ts';
import type { Estimate, Outcome } from './spending.ts';

/** The money that is set aside for a call. */
export type Hold = Pick<components['schemas']['OpenedReservation'], 'id' | 'month' | 'amountUsd' | 'warning'>;

export interface Budgeted<Value> {
  readonly profileId: string;
  readonly estimate: Estimate;
  /**
   * The reservation's id, `rsv_` and a UUID, kept with the job: a pipeline that was restarted gives the same again, and
   * `run` is not called for it a second time. Without one a new id is made.
   */
  readonly id?: string;
  /**
   * For an id whose call was begun before: finds out how it ended. Gives what came of it, throws `NothingSpent`, or gives
   * undefined when nobody can tell.
   */
  readonly recover?: (hold: Hold) => Promise<Outcome<Value> | undefined>;
}

export interface BudgetedResult<Value> {
  readonly value: Value;
  readonly reservationId: string;
  /** What was booked; null when nothing was spent. */
  readonly settlement: components['schemas']['SettledReservation'] | null;
}

/**
 * Spends money that was set aside before: opens a hold, makes it hard directly before `run`, calls `run` once, and settles
 * with what `run` says it spent. Calls to billing are repeated until they are answered, with the same ids; `run` never is.
 *
 * When `run` throws `NothingSpent`, the hold is released and the error goes on. Anything else it throws may have come after
 * the money was gone, so the hold stays, hard, and `UnsettledSpend` names it; a restart with the same id asks `recover`.
 * @throws {QuotaExceeded} nothing was set aside; the same id stays refused, so try again later with a new one.
 * @throws {PriceUnknown} the estimate's usage has no price.
 * @throws {HoldEnded} the hold expired before the call, or this id was settled or released earlier; `run` was not called.
 * @throws {UnsettledSpend} somebody has to settle or release the hold: a restart, or a person.
 * @throws {NothingSpent} as `run` threw it.
 * @throws {ClipcastError} any other refusal, or `unreachable`; `run` was not called.
 */
export async function withBudget<Value>(
  client: ClipcastClient,
  { profileId, estimate, id, recover }: Budgeted<Value>,
  run: (hold: Hold) => Promise<Outcome<Value>>,
): Promise<BudgetedResult<Value>> {
  const calls = new HoldCalls(client, profileId, id ?? newReservationId());
  const hold = await calls.open(estimate);
  const isFirst = await hardened(calls, { isKnown: id !== undefined, canRecover: recover !== undefined });
  const outcome = await outcomeOf(calls, async () => (isFirst ? run(hold) : recover?.(hold)));
  return { value: outcome.value, reservationId: calls.id, settlement: await settled(calls, outcome) };
}

/** Whether it was this attempt that made the hold hard, so that the call was certainly not begun before. */
async function hardened(
  calls: HoldCalls,
  { isKnown, canRecover }: { readonly isKnown: boolean; readonly canRecover: boolean },
): Promise<boolean> {
  try {
    const { wasHard } = await calls.harden();
    return !wasHard;
  } catch (error) {
    // Settled, and what it was settled for can be had: settling with the same amount again changes nothing.
    if (error instanceof HoldEnded && error.ended === 'settled' && canRecover) return false;
    // It may be hard now. Of a new id nobody else has begun anything; under a known one somebody may have.
    if (!isKnown && !(error instanceof HoldEnded)) await released(calls, error);
    throw error;
  }
}

async function outcomeOf<Value>(
  calls: HoldCalls,
  call: () => Promise<Outcome<Value> | undefined>,
): Promise<Outcome<Value>> {
  let outcome: Outcome<Value> | undefined;
  try {
    outcome = await call();
  } catch (error) {
    if (error instanceof NothingSpent) {
      await released(calls, error);
      throw error;
    }
    throw unsettled(calls, 'outcome_unknown', 'The paid call failed, and may have cost money.', {
      cause: error,
    });
  }
  if (outcome) return outcome;
  throw unsettled(calls, 'outcome_unknown', 'The paid call was begun before, and may have cost money.', {});
}

async function settled<Value>(calls: HoldCalls, { value, spent }: Outcome<Value>) {
  if (spent === 'nothing') {
    await released(calls, undefined, value);
    return null;
  }
  try {
    return await calls.settle(spent);
  } catch (cause) {
    throw unsettled(calls, 'not_settled', 'The paid call was made, and could not be booked.', {
      value,
      spent,
      cause,
    });
  }
}

/** @throws {UnsettledSpend} with the reason for releasing, if there was one, or else why that failed. */
async function released(calls: HoldCalls, reason: unknown, value?: unknown): Promise<void> {
  try {
    await calls.release();
  } catch (error) {
    throw unsettled(calls, 'not_released', 'Nothing was spent, and the hold could not be released.', {
      value,
      cause: reason ?? error,
    });
  }
}

const unsettled = (
  { profileId, id }: HoldCalls,
  code: UnsettledSpend['code'],
  message: string,
  more: { readonly value?: unknown; readonly spent?: unknown; readonly cause?: unknown },
): UnsettledSpend => new UnsettledSpend(message, { code, profileId, reservationId: id, ...more });
