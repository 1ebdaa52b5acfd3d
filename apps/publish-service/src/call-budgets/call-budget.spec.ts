import type { RateLimit } from '@clipcast/postiz';
import fc from 'fast-check';
import { HourlyLimit } from '../testing/hourly-limit.ts';
import {
  redeem,
  settle,
  slotFor,
  take,
  untouchedBudget,
  used,
  type CallBudget,
  type Demand,
  type Heard,
  type TakenCall,
} from './call-budget.ts';

const HOUR_MS = 3_600_000;
const CALL_MS_MAX = 60_000;
const call: Demand = { callMsMax: CALL_MS_MAX };

/** A budget, told what happens to it in order, at an instant that only goes forward. */
class Told {
  nowMs = 1_000_000_000_000;
  #ids = 0;
  constructor(public budget: CallBudget = untouchedBudget) {}

  slot = (demand = call) => slotFor(this.budget, demand, this.nowMs);
  wait = (demand = call) => this.slot(demand).waitMs;

  take(demand = call): TakenCall {
    expect(this.wait(demand)).toBe(0);
    const id = String((this.#ids += 1));
    this.budget = take(this.budget, id, demand, this.nowMs);
    return { id, takenAtMs: this.nowMs, promises: demand.promise?.key, redeems: demand.redeems };
  }

  hear(taken: TakenCall, heard: Heard) {
    this.budget = settle(this.budget, taken, heard, this.nowMs);
    return this;
  }

  counted(taken: TakenCall, remaining: number, resetSeconds = 3_600, limit = 90) {
    return this.hear(taken, { is: 'counted', rateLimit: { limit, remaining, resetSeconds } });
  }
}

let told: Told;
beforeEach(() => (told = new Told()));
const takeAll = (count: number) => Array.from({ length: count }, () => told.take());

describe('an hourly limit that is not known', () => {
  it('is taken for the least that there is', () => {
    takeAll(30);
    expect(told.wait()).toBeGreaterThan(0);
  });

  it('is learnt from the first answer, with what others have used', () => {
    told.counted(told.take(), 2);
    takeAll(2);
    expect(told.wait()).toBe(3_601_000);
  });
});

describe('what a call leaves in the budget', () => {
  it.each<[string, Heard, number]>([
    ['nothing, when Postiz cannot have counted it', { is: 'not-counted' }, 0],
    ['one, when it was answered', { is: 'counted' }, 1],
    ['one, when its answer was lost', { is: 'lost' }, 1],
    ['nothing, when it was refused with 429', { is: 'blocked', forMs: 1_000 }, 0],
  ])('is %s', (_name, heard, left) => {
    told.hear(told.take(), heard);
    expect(used(told.budget)).toBe(left);
  });

  it('is not counted twice, when a later answer has its lost call in its count', () => {
    told.hear(told.take(), { is: 'lost' });
    told.nowMs += 1_000;
    told.counted(told.take(), 88);
    expect(used(told.budget)).toBe(2);
  });

  it('stays open, when a later answer may have overtaken it', () => {
    const slow = told.take();
    told.nowMs += 1_000;
    told.counted(told.take(), 89);
    expect(used(told.budget)).toBe(2);
    told.counted(slow, 88);
    expect(used(told.budget)).toBe(2);
  });

  it('heals by itself, when the process that made it is gone', () => {
    told.take();
    told.nowMs += CALL_MS_MAX + 1;
    told.counted(told.take(), 88);
    expect(used(told.budget)).toBe(2);
  });
});

describe('a 429', () => {
  it('lets nothing out before its time, and everything after it', () => {
    told.hear(told.take(), { is: 'blocked', forMs: HOUR_MS });
    expect(told.wait({ ...call, first: true })).toBe(HOUR_MS);
    told.nowMs += HOUR_MS - 1;
    expect(told.wait()).toBe(1);
    told.nowMs += 1;
    expect(told.wait()).toBe(0);
  });
});

describe('a window', () => {
  it('begins anew when Postiz said it would', () => {
    told.counted(told.take(), 0, 600);
    expect(told.wait()).toBe(601_000);
    told.nowMs += 601_000;
    expect(told.wait()).toBe(0);
  });

  /** The first call may have been counted at any moment until it was over; from then on it is an hour. */
  it('of which nothing was told ends an hour after its first call can have begun it', () => {
    takeAll(30);
    told.nowMs += CALL_MS_MAX + HOUR_MS - 1;
    expect(told.wait()).toBe(1);
    told.nowMs += 1;
    expect(told.wait()).toBe(0);
  });

  it('is not taken for the next one by an answer that was long on its way', () => {
    const late = told.take();
    told.counted(told.take(), 89, 3_600);
    told.counted(late, 0, 1);
    expect(told.wait()).toBe(0);
  });

  it('takes a call with it that left at its very end', () => {
    told.counted(told.take(), 89, 30);
    told.take();
    told.nowMs += 31_000;
    expect(told.wait()).toBe(0);
    told.take();
    expect(used(told.budget)).toBe(2);
  });
});

describe('a promise', () => {
  const creation = (key: string): Demand => ({ ...call, promise: { key, keptMs: 600_000 } });
  const promotion = (key: string): Demand => ({ ...call, first: true, redeems: key });

  it('keeps a call for the promotion of each draft', () => {
    const drafts = Array.from({ length: 15 }, (_, index) => told.take(creation(String(index))));
    expect(told.wait(creation('one more'))).toBeGreaterThan(0);
    drafts.forEach((taken, index) => told.counted(taken, 29 - index, 3_600, 30));
    for (let index = 0; index < 15; index += 1)
      told.counted(told.take(promotion(String(index))), 14 - index, 3_600, 30);
    expect([used(told.budget), told.budget.promised]).toEqual([30, {}]);
  });

  it('is given up with a draft that was not made, and when it was not needed', () => {
    told.hear(told.take(creation('a')), { is: 'not-counted' });
    told.counted(told.take(creation('b')), 89);
    told.budget = redeem(told.budget, 'b');
    expect(told.budget.promised).toEqual({});
  });

  it('is not made twice for a draft that has to be made again', () => {
    told.hear(told.take(creation('a')), { is: 'lost' });
    told.hear(told.take(creation('a')), { is: 'lost' });
    expect(Object.keys(told.budget.promised)).toEqual(['a']);
  });

  it('ends, so that a draft that is never promoted blocks nobody', () => {
    told.take(creation('a'));
    told.nowMs += 600_000;
    expect(told.wait(creation('b'))).toBe(0);
    told.take(creation('b'));
    expect(Object.keys(told.budget.promised)).toEqual(['b']);
  });

  it('is taken for used when somebody is told when there is room, and may end sooner', () => {
    for (let index = 0; index < 15; index += 1) told.take(creation(String(index)));
    const opensAtMs = told.nowMs + CALL_MS_MAX + HOUR_MS;
    expect(told.slot(call)).toEqual({ opensAtMs, waitMs: 600_000 });
    for (let index = 0; index < 15; index += 1) told.take(promotion(String(index)));
    expect(told.slot(call)).toEqual({ opensAtMs, waitMs: opensAtMs - told.nowMs });
  });
});

it('leaves what is spared to what matters more', () => {
  takeAll(20);
  expect(told.wait({ ...call, spare: 10 })).toBeGreaterThan(0);
  expect(told.wait()).toBe(0);
});

it('lets those out one after the other that keep a pace, and is not slowed by them', () => {
  const paced = { ...call, paceMs: 180_000 };
  told.take(paced);
  expect([told.wait(paced), told.wait()]).toEqual([180_000, 0]);
  told.nowMs += 180_000;
  told.take(paced);
});

const Step = fc.record({
  pauseMs: fc.oneof({ weight: 15, arbitrary: fc.nat(5_000) }, { weight: 1, arbitrary: fc.nat(1_800_000) }),
  travelMs: fc.nat(20_000),
  backMs: fc.nat(20_000),
  fate: fc.constantFrom('answered', 'answered', 'answered', 'lost', 'not-sent', 'died'),
});
type Fate = 'answered' | 'lost' | 'not-sent' | 'died';

interface Pending {
  readonly atMs: number;
  readonly then: () => void;
}

/**
 * Whatever is lost, delayed or overtaken, and whoever dies: as long as nobody else uses the organisation, Postiz never has
 * to refuse a call of ours, and a call is only held back when at most a few are left.
 */
it('never lets out more than Postiz takes', () => {
  fc.assert(
    fc.property(
      fc.array(Step, { minLength: 100, maxLength: 400 }),
      fc.integer({ min: 30, max: 60 }),
      (steps, limit) => {
        const told = new Told();
        const postiz = new HourlyLimit(limit);
        let pending: Pending[] = [];
        const runUntil = (ms: number) => {
          for (;;) {
            const next = pending
              .filter(({ atMs }) => atMs <= ms)
              .sort((one, other) => one.atMs - other.atMs)[0];
            if (!next) break;
            pending = pending.filter((one) => one !== next);
            told.nowMs = Math.max(told.nowMs, next.atMs);
            next.then();
          }
          told.nowMs = ms;
        };
        const answer = (taken: TakenCall, fate: Fate, travelMs: number, backMs: number) => {
          const arrivesAtMs = told.nowMs + travelMs;
          const arrive = (): RateLimit => {
            const counted = postiz.count(told.nowMs);
            if (!('rateLimit' in counted)) throw new Error('Postiz had to refuse a call.');
            return counted.rateLimit;
          };
          const hearLater = (heard: Heard) =>
            pending.push({ atMs: arrivesAtMs + backMs, then: () => told.hear(taken, heard) });
          if (fate === 'not-sent') return hearLater({ is: 'not-counted' });
          return pending.push({
            atMs: arrivesAtMs,
            then: () => {
              const rateLimit = arrive();
              if (fate === 'answered') hearLater({ is: 'counted', rateLimit });
              if (fate === 'lost') hearLater({ is: 'lost' });
            },
          });
        };
        for (const { pauseMs, travelMs, backMs, fate } of steps) {
          runUntil(told.nowMs + pauseMs);
          if (told.wait() === 0) answer(told.take(), fate as Fate, travelMs, backMs);
        }
        runUntil(told.nowMs + HOUR_MS);
      },
    ),
    { numRuns: 200, endOnFailure: true },
  );
});

it('lets out everything that Postiz takes, when nothing is lost', () => {
  const postiz = new HourlyLimit(90);
  for (let made = 0; made < 90; made += 1) {
    const taken = told.take();
    told.nowMs += 20;
    const counted = postiz.count(told.nowMs);
    if (!('rateLimit' in counted)) throw new Error('Postiz had to refuse a call.');
    told.hear(taken, { is: 'counted', rateLimit: counted.rateLimit });
  }
  expect(told.wait()).toBeGreaterThan(3_500_000);
});
