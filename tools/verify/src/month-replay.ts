import { dollars, micros, rated } from './decimal.ts';
import type { CapHistory } from './cap-history.ts';
import { BrokenRule, type LedgerRow } from './ledger-row.ts';

/** By how much the recording of an end may differ from the instant at which it was decided. */
const CLOCK_SLACK_MS = 60_000;

interface OpenHold {
  readonly amount: bigint;
  readonly openedAt: Date;
  readonly accessKeyId: string | null;
  /** Null when it does not expire. */
  expiresAt: Date | null;
}

interface Expected {
  readonly costId: unknown;
  readonly amountUsd: unknown;
  readonly reservationId: string;
}

/** One profile's month, summed up again from its facts. */
export class MonthReplay {
  spent = 0n;
  entries = 0;
  readonly open = new Map<string, OpenHold>();
  #reserved = 0n;
  /** What each access key has spent, or holds. */
  readonly #usedByKey = new Map<string, bigint>();
  #limit = 0n;
  #isHard = true;
  #isClosed = false;
  #version = 0;
  /** The entry that has to follow a settlement. */
  #due: Expected | undefined;
  readonly #ended = new Map<string, string>();

  constructor(
    private readonly profileId: string,
    private readonly costs: Set<string>,
    /** Every reservation of the profile, in whatever month. */
    private readonly everOpened: Set<string>,
    private readonly caps: CapHistory,
  ) {}

  get reserved(): bigint {
    return this.#reserved;
  }

  /** @throws {BrokenRule} */
  apply(row: LedgerRow): void {
    this.#inOrder(row);
    const entryIsDue = this.#due;
    if (entryIsDue && row.type !== 'CostRecorded')
      this.#broken('a settlement has its entry', row, 'no cost entry follows the settlement');
    this.#change(row);
    this.#sums(row);
  }

  #change(row: LedgerRow): void {
    const { data } = row;
    const id = String(data['reservationId']);
    switch (row.type) {
      case 'QuotaApplied':
        this.#limit = micros(data['limitUsd']);
        this.#isHard = data['enforcement'] === 'hard';
        return;
      case 'CostRecorded':
        return this.#cost(row);
      case 'ReservationOpened':
        return this.#opened(row, id);
      case 'ReservationHardened':
        return this.#hardened(row, id);
      case 'ReservationSettled':
        return this.#settled(row, id);
      case 'ReservationReleased':
      case 'ReservationExpired':
        return this.#freed(row, id);
      case 'MonthClosed':
        if (this.open.size > 0)
          this.#broken('a closed month holds nothing', row, `${this.open.size} reservations are open`);
        this.#isClosed = true;
        return;
      default:
    }
  }

  #cost(row: LedgerRow): void {
    const { data } = row;
    const amount = micros(data['amountUsd']);
    const id = String(data['costId']);
    if (this.costs.has(id)) this.#broken('every cost is counted once', row, `${id} was counted before`);
    if (this.#isClosed) this.#broken('nothing is booked in a closed month', row, `${id} is`);
    const corrects = data['corrects'];
    if (typeof corrects === 'string' && !this.costs.has(corrects))
      this.#broken('a correction names an entry', row, `${corrects} is no entry of the profile`);
    this.#rightMonth(row);
    this.#rightPrice(row, amount);
    if (this.#due && (this.#due.costId !== id || this.#due.amountUsd !== data['amountUsd']))
      this.#broken('a settlement has its entry', row, `it should be ${JSON.stringify(this.#due)}`);
    this.#due = undefined;
    this.costs.add(id);
    this.spent += amount;
    this.entries += 1;
    this.#use(keyIn(row), amount);
  }

  #rightMonth(row: LedgerRow): void {
    const { month, incurredAt, appliesTo, reservationId, costId } = row.data;
    // A reservation counts in the month in which it was opened.
    if (typeof reservationId === 'string') return;
    const incurredIn = new Date(String(incurredAt)).toISOString().slice(0, 7);
    const own = typeof appliesTo === 'string' ? appliesTo : month;
    if (own !== incurredIn)
      this.#broken(
        'a cost counts in its month',
        row,
        `${String(costId)} of ${incurredIn} counts in ${String(own)}`,
      );
    if (typeof appliesTo === 'string' && appliesTo >= String(month))
      this.#broken('a late cost is booked later', row, `${appliesTo} is not before ${String(month)}`);
  }

  #rightPrice(row: LedgerRow, amount: bigint): void {
    const { price, quantity, corrects } = row.data;
    if (typeof price !== 'object' || price === null || typeof corrects === 'string') return;
    const { unitPriceUsd, per } = price as Record<string, string>;
    const right = rated(String(quantity), String(unitPriceUsd), String(per));
    if (right !== amount)
      this.#broken('usage is rated exactly', row, `${dollars(amount)} should be ${dollars(right)}`);
  }

  #opened(row: LedgerRow, id: string): void {
    if (this.everOpened.has(id)) this.#broken('a reservation is opened once', row, `${id} was opened before`);
    this.everOpened.add(id);
    const amount = micros(row.data['amountUsd']);
    if (amount < 0n) this.#broken('a reservation holds money', row, `${id} holds ${dollars(amount)}`);
    const expiresAt = row.data['expiresAt'];
    const accessKeyId = keyIn(row);
    this.open.set(id, {
      amount,
      accessKeyId,
      openedAt: row.recorded_at,
      expiresAt: typeof expiresAt === 'string' ? new Date(expiresAt) : null,
    });
    this.#reserved += amount;
    this.#use(accessKeyId, amount);
    const limit = this.#isHard && this.#limit !== 0n ? this.#limit : null;
    this.#within(row, 'no limit is exceeded by a grant', limit, this.spent + this.#reserved);
    if (accessKeyId === null) return;
    const cap = this.caps.highestAt(this.profileId, accessKeyId, row.recorded_at);
    this.#within(row, 'no cap is exceeded by a grant', cap, this.#usedByKey.get(accessKeyId) ?? 0n);
  }

  /** What is due counts until its end is in the log: no clock can tell whether somebody had still made it hard. */
  #within(row: LedgerRow, rule: string, limit: bigint | null, used: bigint): void {
    if (limit !== null && used > limit) this.#broken(rule, row, `${dollars(used)} of ${dollars(limit)}`);
  }

  #use(accessKeyId: string | null, amount: bigint): void {
    if (accessKeyId !== null)
      this.#usedByKey.set(accessKeyId, (this.#usedByKey.get(accessKeyId) ?? 0n) + amount);
  }

  #hardened(row: LedgerRow, id: string): void {
    const hold = this.#hold(row, id);
    this.#inTime(row, id, hold, 'an expired reservation is not made hard');
    hold.expiresAt = null;
  }

  #inTime(row: LedgerRow, id: string, { expiresAt }: OpenHold, rule: string): void {
    if (expiresAt && row.recorded_at.getTime() > expiresAt.getTime() + CLOCK_SLACK_MS)
      this.#broken(rule, row, `${id} expired at ${expiresAt.toISOString()}`);
  }

  #settled(row: LedgerRow, id: string): void {
    this.#inTime(row, id, this.#hold(row, id), 'an expired reservation is not settled');
    const held = this.#end(row, id);
    const amount = micros(row.data['amountUsd']);
    const over = amount > held ? amount - held : 0n;
    if (micros(row.data['overrunUsd']) !== over)
      this.#broken('an overrun is told', row, `it is ${dollars(over)}`);
    this.#due = { costId: row.data['costId'], amountUsd: row.data['amountUsd'], reservationId: id };
  }

  #freed(row: LedgerRow, id: string): void {
    const { expiresAt } = this.#hold(row, id);
    if (row.type === 'ReservationExpired') {
      if (expiresAt === null) this.#broken('a hard reservation does not expire', row, id);
      else if (row.recorded_at.getTime() < expiresAt.getTime() - CLOCK_SLACK_MS)
        this.#broken('no reservation expires early', row, `${id} runs until ${expiresAt.toISOString()}`);
    }
    this.#end(row, id);
  }

  #end(row: LedgerRow, id: string): bigint {
    const { amount, accessKeyId } = this.#hold(row, id);
    if (micros(row.data['heldUsd']) !== amount)
      this.#broken('what is freed was held', row, `${id} held ${dollars(amount)}`);
    this.open.delete(id);
    this.#ended.set(id, row.type);
    this.#reserved -= amount;
    this.#use(accessKeyId, -amount);
    return amount;
  }

  #hold(row: LedgerRow, id: string): OpenHold {
    const hold = this.open.get(id);
    if (hold) return hold;
    const how = this.#ended.get(id);
    return this.#broken(
      'a reservation ends at most once',
      row,
      how ? `${id} had ended (${how})` : `${id} was never opened`,
    );
  }

  /** What a fact tells of the sums has to be what its predecessors and it come to. */
  #sums(row: LedgerRow): void {
    const { spentUsd, reservedUsd, limitUsd } = row.data;
    // The entry beside a settlement is part of its sum.
    const pending = this.#due ? micros(this.#due.amountUsd) : 0n;
    const told: readonly (readonly [string, unknown, bigint])[] = [
      ['spent', spentUsd, this.spent + pending],
      ['reserved', reservedUsd, this.#reserved],
      ['limit', limitUsd, this.#limit],
    ];
    for (const [what, text, sum] of told) {
      if (text !== undefined && micros(text) !== sum)
        this.#broken(
          'sums equal balances',
          row,
          `${what} is told as ${JSON.stringify(text)} and is ${dollars(sum)}`,
        );
    }
  }

  #inOrder(row: LedgerRow): void {
    if (row.version !== this.#version + 1)
      this.#broken('no fact is missing', row, `version ${row.version} follows ${this.#version}`);
    this.#version = row.version;
  }

  #broken(rule: string, row: LedgerRow, detail: string): never {
    const where = `position ${row.position}, ${row.type} of prf_${this.profileId} in ${String(row.data['month'])}`;
    throw new BrokenRule(rule, where, detail);
  }
}

const keyIn = ({ data }: LedgerRow): string | null =>
  typeof data['accessKeyId'] === 'string' ? data['accessKeyId'] : null;
