import { jest } from '@jest/globals';
import { prefixed } from '@clipcast/kernel';
import fc from 'fast-check';
import type { RecordedEvent } from './events.ts';
import { RecentEvents } from './recent-events.ts';

jest.setTimeout(60_000);

const CASES = 500;
/** So small that everything that happens at a bound happens all the time. */
const BOUNDS = { eventsMax: 12, charsMax: 200, lookEventsMax: 6 };

/** What comes to the log, each fact public or not; or how many of the last facts are gone, because an older state was put back. */
type Change = { readonly facts: readonly boolean[] } | { readonly lost: number };
/** Where somebody looks: so far behind the end, or after what it was given last. */
interface Ask {
  readonly back: number | undefined;
  readonly limit: number;
}
interface Follower {
  readonly ofPublic: boolean;
  readonly asks: readonly Ask[];
}

const aChange = fc.oneof(
  { weight: 4, arbitrary: fc.record({ facts: fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }) }) },
  fc.record({ lost: fc.integer({ min: 1, max: 6 }) }),
);
const anAsk = fc.record<Ask>({
  back: fc.option(fc.nat(8), { nil: undefined, freq: 2 }),
  limit: fc.integer({ min: 1, max: 8 }),
});
const aFollower = fc.record<Follower>({
  ofPublic: fc.boolean(),
  asks: fc.array(anAsk, { minLength: 1, maxLength: 10 }),
});
const changes = fc.array(aChange, { minLength: 1, maxLength: 12 });
const followers = fc.array(aFollower, { minLength: 1, maxLength: 6 });

type Place = 'position' | 'publicNumber';
const placeOf = (ofPublic: boolean): Place => (ofPublic ? 'publicNumber' : 'position');

/** The log as it is described: every state that it was ever in, the last one being today's. */
class Model {
  readonly states: (readonly RecordedEvent[])[] = [[]];
  #made = 0;

  get now(): readonly RecordedEvent[] {
    return this.states.at(-1) ?? [];
  }

  change(change: Change): void {
    const { now } = this;
    if ('lost' in change) this.states.push(now.slice(0, Math.max(0, now.length - change.lost)));
    else
      this.states.push(
        change.facts.reduce((facts, isPublic) => [...facts, this.#next(facts, isPublic)], now),
      );
  }

  #next(facts: readonly RecordedEvent[], isPublic: boolean): RecordedEvent {
    return {
      position: BigInt(facts.length + 1),
      publicNumber: isPublic ? endOf(facts, 'publicNumber') + 1n : null,
      profileId: prefixed('prf', '01890000-0000-7000-8000-000000000000'),
      streamId: 'stream',
      streamType: 'counter',
      version: facts.length + 1,
      id: `fact ${(this.#made += 1)}`,
      type: 'Counted',
      schemaVersion: 1,
      data: {},
      dataText: 'x'.repeat(this.#made % 40),
      meta: { actor: 'operator:test', correlationId: 'conversation' },
      recordedAt: new Date(0),
    };
  }
}

const endOf = (facts: readonly RecordedEvent[], place: Place): bigint =>
  facts.findLast((fact) => fact[place] !== null)?.[place] ?? 0n;

const pageOf = (facts: readonly RecordedEvent[], place: Place, after: bigint, limit: number) =>
  facts.filter((fact) => (fact[place] ?? 0n) > after).slice(0, limit);

const idsOf = (facts: readonly RecordedEvent[]): string => facts.map(({ id }) => id).join(', ');

describe('the shared end of the log', () => {
  it('answers as the log itself did at a moment between question and answer, whatever happens to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), changes, followers, async (scheduler, history, crowd) => {
        const model = new Model();
        const turn = () => scheduler.schedule(Promise.resolve());
        /** An answer is on its way for a while, as its question was. */
        const read = (place: Place) => async (after: bigint, limit: number) => {
          await turn();
          const page = pageOf(model.now, place, after, limit);
          await turn();
          return page.map((fact) => ({ ...fact }));
        };
        const recent = new RecentEvents(
          { all: read('position'), ofPublic: read('publicNumber') },
          { turn },
          BOUNDS,
        );
        const happen = async (): Promise<void> => {
          for (const change of history) {
            await turn();
            model.change(change);
          }
        };
        const follow = async ({ ofPublic, asks }: Follower): Promise<void> => {
          const place = placeOf(ofPublic);
          let after = 0n;
          for (const { back, limit } of asks) {
            await turn();
            const end = endOf(model.now, place);
            if (back !== undefined) after = end > BigInt(back) ? end - BigInt(back) : 0n;
            const asked = model.states.length - 1;
            const seen = await (ofPublic ? recent.publicAfter(after, limit) : recent.after(after, limit));
            const possible = model.states
              .slice(asked)
              .map((facts) => idsOf(pageOf(facts, place, after, limit)));
            expect(possible).toContain(idsOf(seen));
            after = endOf(seen, place) || after;
          }
        };
        await scheduler.waitFor(Promise.all([happen(), ...crowd.map(follow)]));
      }),
      { numRuns: CASES },
    );
  });

  it('vouches for nothing that only another look has found', async () => {
    const model = new Model();
    model.change({ facts: [false, false, false] });
    const underWay: PromiseWithResolvers<void>[] = [];
    let slow = false;
    const all = async (after: bigint, limit: number) => {
      const page = pageOf(model.now, 'position', after, limit);
      if (!slow) return page;
      const answer = Promise.withResolvers<void>();
      underWay.push(answer);
      await answer.promise;
      return page;
    };
    const recent = new RecentEvents({ all, ofPublic: all }, { turn: () => Promise.resolve() });
    await recent.after(0n, 10);
    slow = true;
    const looks = async (count: number): Promise<void> => {
      while (underWay.length < count) await Promise.resolve();
    };
    model.change({ facts: [false, false, false] });
    const first = recent.after(3n, 10);
    await looks(1);
    model.change({ lost: 2 });
    const second = recent.after(3n, 10);
    await looks(2);
    for (const answer of underWay) answer.resolve();
    expect([await first, await second].map(idsOf)).toEqual(['fact 4, fact 5, fact 6', 'fact 4']);
  });
});
