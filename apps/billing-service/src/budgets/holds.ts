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

/**
 * The open holds of one month. Persistent: a change gives a new collection in about constant time, because a hot budget
 * has tens of thousands of them. Holds that expire are also kept by the minute, so that finding those that are due does
 * not look at all of them.
 */
export class Holds {
  static readonly NONE = new Holds(Map(), Map());

  private constructor(
    private readonly byId: Map<ReservationId, Hold>,
    private readonly byMinute: Map<number, Set<ReservationId>>,
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
    const { expiresAtMs } = hold;
    return new Holds(
      byId.set(id, hold),
      expiresAtMs === null ? byMinute : byMinute.update(bucketOf(expiresAtMs), (ids = Set()) => ids.add(id)),
    );
  }

  without(id: ReservationId): Holds {
    const hold = this.byId.get(id);
    if (!hold) return this;
    return new Holds(this.byId.delete(id), this.#unplanned(id, hold));
  }

  /** Those that no longer count at an instant, the earliest first. */
  dueAt(nowMs: number): [ReservationId, Hold][] {
    const due: [ReservationId, Hold, number][] = [];
    for (const [minute, ids] of this.byMinute) {
      if (minute > bucketOf(nowMs)) continue;
      for (const id of ids) {
        const hold = this.byId.get(id);
        if (hold?.expiresAtMs != null && hold.expiresAtMs <= nowMs) due.push([id, hold, hold.expiresAtMs]);
      }
    }
    return due.sort(([, , one], [, , other]) => one - other).map(([id, hold]) => [id, hold]);
  }

  [Symbol.iterator](): Iterator<[ReservationId, Hold]> {
    return this.byId[Symbol.iterator]();
  }

  #unplanned(id: ReservationId, { expiresAtMs }: Hold): Map<number, Set<ReservationId>> {
    if (expiresAtMs === null) return this.byMinute;
    const minute = bucketOf(expiresAtMs);
    const left = this.byMinute.get(minute)?.delete(id);
    return left === undefined || left.isEmpty()
      ? this.byMinute.delete(minute)
      : this.byMinute.set(minute, left);
  }
}
