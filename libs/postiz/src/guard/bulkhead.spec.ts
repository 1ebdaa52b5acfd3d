import { handDrivenRuntime, type HandDrivenRuntime } from '../testing/hand-driven-runtime.ts';
import { troubleOf } from '../testing/client-for.ts';
import { Bulkhead } from './bulkhead.ts';

let runtime: HandDrivenRuntime;
let bulkhead: Bulkhead;
beforeEach(() => {
  runtime = handDrivenRuntime();
  bulkhead = new Bulkhead(runtime.timers, { inFlightMax: 2, waitingMax: 2, waitMsMax: 5_000 });
});

it('lets so many in at once, and the others in their order', async () => {
  const order: string[] = [];
  const enter = async (name: string) => {
    const leave = await bulkhead.enter();
    order.push(name);
    return leave;
  };
  const leaveA = await enter('a');
  await enter('b');
  const [c, d] = [enter('c'), enter('d')];
  expect([bulkhead.inFlight, bulkhead.waiting]).toEqual([2, 2]);
  leaveA();
  leaveA();
  const leaveC = await c;
  expect(order).toEqual(['a', 'b', 'c']);
  expect([bulkhead.inFlight, bulkhead.waiting]).toEqual([2, 1]);
  leaveC();
  (await d)();
  expect([bulkhead.inFlight, bulkhead.waiting]).toEqual([1, 0]);
});

describe('when it is full', () => {
  beforeEach(async () => {
    await bulkhead.enter();
    await bulkhead.enter();
  });

  it('turns away who finds the queue full as well', async () => {
    void bulkhead.enter();
    void bulkhead.enter();
    expect(await troubleOf(bulkhead.enter())).toMatchObject({ outcome: 'not_sent', code: 'postiz_busy' });
  });

  it.each([
    [undefined, 5_000],
    [60_000, 5_000],
    [300, 300],
    [0, 0],
  ])('holds nobody longer than his own time and its own: %p', async (withinMs, leavesAfterMs) => {
    const trouble = troubleOf(bulkhead.enter({ withinMs }));
    if (leavesAfterMs > 0) {
      runtime.advance(leavesAfterMs - 1);
      expect(bulkhead.waiting).toBe(1);
      runtime.advance(1);
    }
    expect(await trouble).toMatchObject({ outcome: 'not_sent', code: 'postiz_busy' });
    expect(bulkhead.waiting).toBe(0);
  });

  it('lets go at once who gives up', async () => {
    const giveUp = new AbortController();
    const trouble = troubleOf(bulkhead.enter({ signal: giveUp.signal }));
    giveUp.abort();
    expect(await trouble).toMatchObject({ outcome: 'not_sent', code: 'postiz_cancelled' });
    expect(await troubleOf(bulkhead.enter({ signal: giveUp.signal }))).toMatchObject({
      code: 'postiz_cancelled',
    });
    expect(bulkhead.waiting).toBe(0);
  });
});

// Somebody who got in and gives up later must take nobody out of the queue.
it('has nothing more to do with the signal of who got in', async () => {
  const giveUp = new AbortController();
  const [leave, leaveToo] = [await bulkhead.enter(), await bulkhead.enter()];
  const first = bulkhead.enter({ signal: giveUp.signal });
  const second = bulkhead.enter();
  leave();
  const leaveFirst = await first;
  giveUp.abort();
  expect([bulkhead.inFlight, bulkhead.waiting]).toEqual([2, 1]);
  leaveToo();
  (await second)();
  leaveFirst();
  expect([bulkhead.inFlight, bulkhead.waiting]).toEqual([0, 0]);
});
