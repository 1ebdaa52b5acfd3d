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

const BUCKET_MS = 60_000;
const bucketOf = (ms: number): number => Math.floor(ms / BUCKET_MS);

/** The holds that expire in one minute. */
interface Minute {
  readonly ids: Set<ReservationId>;
  /** What they hold, by access key; null for those of no key. */
  readonly amounts: Map<string | null, Micros>;
}

const NO_MINUTE: Minute = { ids: Set(), amounts: Map() };

/**
 * The open holds of one month. Persistent: a change gives a new collection in about constant time, because a hot budget
 * has tens of thousands of them. Holds that expire are also kept by the minute, with what they come to, so that neither
 * finding those that are due nor summing them up looks at all of them.
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
        : byMinute.update(bucketOf(expiresAtMs), NO_MINUTE, ({ ids, amounts }) => ({
            ids: ids.add(id),
            amounts: amounts.update(accessKeyId, 0n, (sum) => sum + amount),
          })),
    );
  }

  without(id: ReservationId): Holds {
    const hold = this.byId.get(id);
    if (!hold) return this;
    return new Holds(this.byId.delete(id), this.#unplanned(id, hold));
  }

  /** Those that no longer count at an instant, the earliest first; of more than `max` some of the earliest minutes. */
  dueAt(nowMs: number, max = Infinity): [ReservationId, Hold][] {
    const due: [ReservationId, Hold, number][] = [];
    for (const minute of this.#minutesUntil(nowMs)) {
      for (const id of this.byMinute.get(minute, NO_MINUTE).ids) {
        if (due.length >= max) break;
        const hold = this.byId.get(id);
        if (hold?.expiresAtMs != null && hold.expiresAtMs <= nowMs) due.push([id, hold, hold.expiresAtMs]);
      }
    }
    return due.sort(([, , one], [, , other]) => one - other).map(([id, hold]) => [id, hold]);
  }

  /** What those hold that no longer count at an instant; of one access key when it is given. */
  dueAmount(nowMs: number, accessKeyId?: string): Micros {
    let sum = 0n;
    for (const minute of this.#minutesUntil(nowMs)) {
      const { ids, amounts } = this.byMinute.get(minute, NO_MINUTE);
      if (minute === bucketOf(nowMs)) sum += this.#dueAmongst(ids, nowMs, accessKeyId);
      else if (accessKeyId !== undefined) sum += amounts.get(accessKeyId, 0n);
      else for (const amount of amounts.values()) sum += amount;
    }
    return sum;
  }

  [Symbol.iterator](): Iterator<[ReservationId, Hold]> {
    return this.byId[Symbol.iterator]();
  }

  #minutesUntil(nowMs: number): number[] {
    return [...this.byMinute.keys()]
      .filter((minute) => minute <= bucketOf(nowMs))
      .sort((one, other) => one - other);
  }

  #dueAmongst(ids: Set<ReservationId>, nowMs: number, accessKeyId: string | undefined): Micros {
    let sum = 0n;
    for (const id of ids) {
      const hold = this.byId.get(id);
      if (hold?.expiresAtMs == null || hold.expiresAtMs > nowMs) continue;
      if (accessKeyId === undefined || hold.accessKeyId === accessKeyId) sum += hold.amount;
    }
    return sum;
  }

  #unplanned(id: ReservationId, { expiresAtMs, accessKeyId, amount }: Hold): Map<number, Minute> {
    if (expiresAtMs === null) return this.byMinute;
    const minute = bucketOf(expiresAtMs);
    const { ids, amounts } = this.byMinute.get(minute, NO_MINUTE);
    const left = ids.delete(id);
    if (left.isEmpty()) return this.byMinute.delete(minute);
    return this.byMinute.set(minute, {
      ids: left,
      amounts: amounts.update(accessKeyId, 0n, (sum) => sum - amount),
    });
  }
}
