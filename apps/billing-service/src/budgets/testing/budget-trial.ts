import { DomainError, formatUsd, parseUsd, type ReservationId } from '@clipcast/kernel';
import { replay } from '@clipcast/event-store';
import { NO_QUOTA, thresholdsOf, type Quota } from '../../quotas/quota.ts';
import { expireReservations } from '../../reservations/expire-reservations/expire-reservations.ts';
import { hardenReservation } from '../../reservations/harden-reservation/harden-reservation.ts';
import {
  EndsFirstError,
  openReservations,
  type ReservationGrant,
} from '../../reservations/open-reservations/open-reservations.ts';
import { releaseReservation } from '../../reservations/release-reservation/release-reservation.ts';
import { settleReservation } from '../../reservations/settle-reservation/settle-reservation.ts';
import { aReportedCost } from '../../testing/builders.ts';
import { applyQuota } from '../apply-quota/apply-quota.ts';
import { budget, quotaIn, type BudgetEvent, type BudgetState } from '../budget.ts';
import { reservedAt, usedByKeyAt } from '../held-at.ts';
import { recordCost } from '../record-cost/record-cost.ts';
import type { Step } from './random-steps.ts';
import { SimpleBudget, type SimpleHold } from './simple-budget.ts';

const MONTH = '2026-03';
const KEY = 'key_019a0000-0000-7000-8000-000000000001';
const KEY_LIMIT = 6_000_000n;
const KINDS_OF_END = new Set(['ReservationSettled', 'ReservationReleased', 'ReservationExpired']);

const idOf = (index: number): ReservationId =>
  `rsv_019a0000-0000-7000-8000-${String(index).padStart(12, '0')}`;

function must(condition: boolean, what: string): void {
  if (!condition) throw new Error(`Broken: ${what}`);
}

/** A real budget and a simple one that live through the same, step by step, and must agree after each. */
export class BudgetTrial {
  readonly counts = { granted: 0, refused: 0, ended: 0, tooLate: 0 };
  readonly #simple = new SimpleBudget();
  readonly #ends = new Map<string, number>();
  /** What was told under the limit that counts. */
  readonly #told = new Set<number>();
  #state: BudgetState = budget.initialState;
  #newest: Quota = NO_QUOTA;
  #spent = 0n;
  #reserved = 0n;

  do(step: Step): void {
    const simple = this.#simple;
    switch (step.kind) {
      case 'wait':
        simple.nowMs += step.ms;
        break;
      case 'reload':
        this.#reload();
        break;
      case 'quota':
        this.#change(step);
        break;
      case 'cost':
        this.#cost(step);
        break;
      case 'open':
        this.#open(step);
        break;
      case 'expire':
        this.#take(expireReservations({ month: MONTH, now: this.#now }, this.#state));
        break;
      case 'harden':
      case 'settle':
      case 'release':
        this.#decideAbout(step);
    }
    this.#compare();
  }

  get #now(): Date {
    return new Date(this.#simple.nowMs);
  }

  /** Who begins the month has to know a quota; afterwards nobody has to. */
  get #known(): Quota | undefined {
    const { version } = this.#simple;
    return version === null || this.#newest.version > version ? this.#newest : undefined;
  }

  #change({ limit, enforcement, shares, isBrought }: Extract<Step, { kind: 'quota' }>): void {
    this.#newest = {
      limit,
      enforcement,
      warnAtPercent: 90,
      alsoTellAtPercent: shares,
      version: this.#newest.version + 1,
    };
    if (!isBrought) return;
    this.#take(applyQuota({ month: MONTH, quota: this.#newest }, this.#state));
    this.#simple.learn(this.#newest);
  }

  #cost({ micros, keyed }: Extract<Step, { kind: 'cost' }>): void {
    const cost = { ...aReportedCost(), accessKeyId: keyed ? KEY : null };
    const rated = { micros, price: null };
    const booking = { month: MONTH, isOpen: true, cost, rated, quota: this.#known, appliesTo: null };
    this.#take(recordCost(booking, this.#state));
    if (this.#known) this.#simple.learn(this.#known);
    this.#simple.costs.push({ micros, keyed });
  }

  #open({ amounts, ttlSeconds, keyed }: Extract<Step, { kind: 'open' }>): void {
    const simple = this.#simple;
    const quota = this.#known;
    const first = simple.holds.length;
    const wanted = amounts.map((amount, index) => ({
      reservationId: idOf(first + index),
      amountUsd: formatUsd(amount),
      usage: null,
      purpose: 'test',
      ttlSeconds,
      amount,
      price: null,
    }));
    const accessKeyId = keyed ? KEY : null;
    const keyLimit = keyed ? KEY_LIMIT : null;
    const grant = { month: MONTH, now: this.#now, wanted, quota, accessKeyId, keyLimit };
    const before = { limit: simple.limit, isHard: simple.isHard, version: simple.version };
    if (quota) simple.learn(quota);
    const asked = amounts.reduce((sum, amount) => sum + amount, 0n);
    const { limit, isHard, spent, reserved } = simple;
    const isOver = limit > 0n && isHard && spent + reserved + asked > limit;
    const isKeyOver = keyed && simple.usedByKey + asked > KEY_LIMIT;
    const code = this.#attempt(() => this.#granted(grant));
    must(
      code === (isOver ? 'quota_exceeded' : isKeyOver ? 'key_spend_cap_exceeded' : null),
      `grant: ${code}`,
    );
    if (code !== null) {
      this.counts.refused += 1;
      Object.assign(simple, before);
      return;
    }
    this.counts.granted += 1;
    const expiresAtMs = ttlSeconds === null ? null : simple.nowMs + ttlSeconds * 1_000;
    for (const amount of amounts) simple.holds.push({ amount, keyed, expiresAtMs, end: null });
    // Also what is due and not noted: somebody whose clock is behind may still make it hard, or settle it.
    must(
      limit === 0n || !isHard || this.#state.spent + this.#state.reserved <= limit,
      'more was granted than the limit',
    );
  }

  #decideAbout(step: Extract<Step, { readonly pick: number }>): void {
    const { holds } = this.#simple;
    if (holds.length === 0) return;
    const index = step.pick % holds.length;
    const hold = holds[index] as SimpleHold;
    const now = new Date(this.#simple.nowMs - step.behindMs);
    const place = { month: MONTH, reservationId: idOf(index), now };
    const isKept = this.#state.holds.get(place.reservationId) !== undefined;
    const isDue = hold.expiresAtMs !== null && hold.expiresAtMs <= now.getTime();
    const expected = !isKept ? 'reservation_not_here' : isDue ? 'reservation_expired' : null;
    must(isKept || !this.#simple.isOpen(hold), 'what is open is kept');
    const amount = step.kind === 'settle' ? (hold.amount * step.permille) / 1_000n : 0n;
    const use = { amountUsd: formatUsd(amount), usage: null, source: {} };
    const code = this.#attempt(() => {
      if (step.kind === 'harden') return hardenReservation(place, this.#state);
      if (step.kind === 'release') return releaseReservation(place, this.#state);
      return settleReservation({ ...place, use, books: null }, this.#state);
    });
    must(code === expected, `${step.kind}: ${code} instead of ${expected}`);
    if (code !== null) {
      this.counts.tooLate += 1;
      return;
    }
    if (step.kind === 'harden') hold.expiresAtMs = null;
    if (step.kind === 'release') hold.end = 'released';
    if (step.kind === 'settle') {
      hold.end = 'settled';
      this.#simple.costs.push({ micros: amount, keyed: hold.keyed });
    }
  }

  /** As the handler does it: where more ends have to be noted than beside a grant, they are noted first. */
  #granted(grant: ReservationGrant): readonly BudgetEvent[] {
    for (;;) {
      try {
        return openReservations(grant, this.#state);
      } catch (error) {
        if (!(error instanceof EndsFirstError)) throw error;
        this.#take(expireReservations(grant, this.#state));
      }
    }
  }

  /** Null when it was decided, else the code of the refusal, and then nothing has changed. */
  #attempt(decide: () => readonly BudgetEvent[]): string | null {
    try {
      this.#take(decide());
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  /** Each fact tells the sums that hold after it; each reservation ends once; each share is told once under one limit. */
  #take(facts: readonly BudgetEvent[]): void {
    for (const { type, data } of facts) {
      if (type === 'QuotaApplied') this.#told.clear();
      if (type === 'QuotaWarningReached') {
        must(!this.#told.has(data.thresholdPercent), `${data.thresholdPercent} % was told twice`);
        this.#told.add(data.thresholdPercent);
      }
      if (type === 'ReservationOpened') this.#reserved += parseUsd(data.amountUsd);
      if (type === 'CostRecorded') this.#spent += parseUsd(data.amountUsd);
      if (KINDS_OF_END.has(type) && 'heldUsd' in data) {
        this.#reserved -= parseUsd(data.heldUsd);
        this.#ends.set(data.reservationId, (this.#ends.get(data.reservationId) ?? 0) + 1);
        must(this.#ends.get(data.reservationId) === 1, `${data.reservationId} ended twice`);
        this.counts.ended += 1;
      }
      if ('reservedUsd' in data) must(data.reservedUsd === formatUsd(this.#reserved), `${type}: reserved`);
      // The entry comes right after the reservation it settles, which tells the sum with it.
      if ('spentUsd' in data && type !== 'ReservationSettled')
        must(data.spentUsd === formatUsd(this.#spent), `${type}: spent`);
    }
    this.#state = replay(budget, facts, this.#state);
  }

  #compare(): void {
    const { spent, reserved, holds, told, isExhausted } = this.#state;
    const simple = this.#simple;
    const due = [...holds.dueAt(simple.nowMs)];
    const sum = (all: Iterable<readonly [unknown, { readonly amount: bigint }]>) =>
      [...all].reduce((total, [, { amount }]) => total + amount, 0n);
    must(spent === simple.spent && spent === this.#spent, 'spent is the sum of the entries');
    must(reserved === sum(holds) && reserved === this.#reserved, 'reserved is the sum of the open holds');
    const now = this.#now;
    must(reservedAt(this.#state, now) === simple.reserved, 'what is due no longer counts');
    must(reserved - sum(due) === simple.reserved, 'what is due can be noted');
    must(usedByKeyAt(this.#state, KEY, now) === simple.usedByKey, 'what the key has used');
    const quota = quotaIn(this.#state);
    must(
      quota.limit === simple.limit && (quota.version === simple.version || simple.version === null),
      'quota',
    );
    const isReached = (percent: number) => quota.limit > 0n && spent * 100n >= quota.limit * BigInt(percent);
    must(isExhausted === isReached(100), 'exhausted');
    for (const percent of thresholdsOf(quota))
      must(!isReached(percent) || told.includes(percent), `${percent} % was not told`);
  }

  #reload(): void {
    const { snapshots } = budget;
    if (!snapshots) throw new Error('A budget has snapshots.');
    const saved = JSON.stringify(snapshots.save(this.#state));
    this.#state = snapshots.load(JSON.parse(saved) as never);
    must(JSON.stringify(snapshots.save(this.#state)) === saved, 'the same after saving and loading');
  }
}
