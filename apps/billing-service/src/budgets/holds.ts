import type { AppliedPrice, ReservationOpened } from '@clipcast/contracts';
import type { Micros, ReservationId } from '@clipcast/kernel';
import { Map, Set } from 'immutable';

/** What a reservation is for, in units that have a price. */
export type ReservedUsage = NonNullable<ReservationOpened['data']['usage']>;

/** Money that is set aside and neither spent nor free. */
export interface Hold {
  readonly amount: Micros;
  /** Milliseconds since 1970 from which on it no longer counts; null for a hard one, which only a decision ends. */
  readonly expiresAtMs: number | null;
  readonly usage: ReservedUsage | null;
  readonly price: AppliedPrice | null;
  readonly accessKeyId: string | null;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const secondOf = (ms: number): number => Math.floor(ms / SECOND_MS);
const minuteOf = (ms: number): number => Math.floor(ms / MINUTE_MS);

/** The holds that expire in one second. */
interface Second {
  readonly ids: Set<ReservationId>;
  /** What they hold, by access key; null for those of no key. */
  readonly amounts: Map<string | null, Micros>;
}

type Minute = Map<number, Second>;

const NO_SECOND: Second = { ids: Set(), amounts: Map() };
const NO_MINUTE: Minute = Map();

/**
 * The open holds of one month. Persistent: a change gives a new collection in about constant time, because a hot budget
 * has tens of thousands of them. Holds that expire are also kept by the minute and the second, with what they come to, so
 * that neither finding those that are due nor summing them up looks at all of them.
 */
export class Holds {
  static readonly NONE = new Holds(Map(), Map());

  private constructor(
    private readonly byId: Map<ReservationId, Hold>,
    private readonly byMinute: Map<number, Minute>,
  ) {}

  static of(entries: Iterable<readonly [ReservationId, Hold]>): Holds {
    let holds = Holds.NONE;
    for (const [id, hold] of entries) holds = holds.with(id, hold);
    return holds;
  }

  get size(): number {
    return this.byId.size;
  }

  get(id: ReservationId): Hold | undefined {
    return this.byId.get(id);
  }

  /** Adds a hold, or puts another in its place. */
  with(id: ReservationId, hold: Hold): Holds {
    const { byId, byMinute } = this.without(id);
    const { expiresAtMs, accessKeyId, amount } = hold;
    return new Holds(
      byId.set(id, hold),
      expiresAtMs === null
        ? byMinute
        : byMinute.update(minuteOf(expiresAtMs), NO_MINUTE, (minute) =>
            minute.update(secondOf(expiresAtMs), NO_SECOND, ({ ids, amounts }) => ({
              ids: ids.add(id),
              amounts: amounts.update(accessKeyId, 0n, (sum) => sum + amount),
            })),
          ),
    );
  }

  without(id: ReservationId): Holds {
    const hold = this.byId.get(id);
    if (!hold) return this;
    return new Holds(this.byId.delete(id), this.#unplanned(id, hold));
  }

  /** Those that no longer count at an instant, the earliest first, found as they are asked for. */
  *dueAt(nowMs: number): Generator<[ReservationId, Hold]> {
    for (const [, { ids }] of this.#secondsUntil(nowMs)) yield* this.#dueAmongst(ids, nowMs);
  }

  /** What those hold that no longer count at an instant; of one access key when it is given. */
  dueAmount(nowMs: number, accessKeyId?: string): Micros {
    let sum = 0n;
    for (const [second, { ids, amounts }] of this.#secondsUntil(nowMs)) {
      if (second === secondOf(nowMs)) {
        for (const [, hold] of this.#dueAmongst(ids, nowMs))
          if (accessKeyId === undefined || hold.accessKeyId === accessKeyId) sum += hold.amount;
      } else if (accessKeyId !== undefined) sum += amounts.get(accessKeyId, 0n);
      else for (const amount of amounts.values()) sum += amount;
    }
    return sum;
  }

  [Symbol.iterator](): Iterator<[ReservationId, Hold]> {
    return this.byId[Symbol.iterator]();
  }

  *#secondsUntil(nowMs: number): Generator<[number, Second]> {
    for (const [, minute] of inOrder(this.byMinute, minuteOf(nowMs))) yield* inOrder(minute, secondOf(nowMs));
  }

  #dueAmongst(ids: Set<ReservationId>, nowMs: number): [ReservationId, Hold][] {
    const due: [ReservationId, Hold, number][] = [];
    for (const id of ids) {
      const hold = this.byId.get(id);
      if (hold?.expiresAtMs != null && hold.expiresAtMs <= nowMs) due.push([id, hold, hold.expiresAtMs]);
    }
    return due.sort(([, , one], [, , other]) => one - other).map(([id, hold]) => [id, hold]);
  }

  #unplanned(id: ReservationId, { expiresAtMs, accessKeyId, amount }: Hold): Map<number, Minute> {
    if (expiresAtMs === null) return this.byMinute;
    const [minute, second] = [minuteOf(expiresAtMs), secondOf(expiresAtMs)];
    const seconds = this.byMinute.get(minute, NO_MINUTE);
    const { ids, amounts } = seconds.get(second, NO_SECOND);
    const left = ids.delete(id);
    const rest = left.isEmpty()
      ? seconds.delete(second)
      : seconds.set(second, { ids: left, amounts: amounts.update(accessKeyId, 0n, (sum) => sum - amount) });
    return rest.isEmpty() ? this.byMinute.delete(minute) : this.byMinute.set(minute, rest);
  }
}

/** The parts up to a number, in their order. */
const inOrder = <T>(parts: Map<number, T>, last: number): [number, T][] =>
  [...parts].filter(([number]) => number <= last).sort(([one], [other]) => one - other);
