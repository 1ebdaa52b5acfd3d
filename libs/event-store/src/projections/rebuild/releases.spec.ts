import { systemRuntime, type Clock } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { openTestLog } from '../../testing/open-test-log.ts';
import { Leadership } from '../leadership.ts';
import { rebuildTask, Releases } from './releases.ts';

describe('a release', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  beforeAll(async () => (log = await openTestLog()));
  afterAll(() => log.close());

  /** The older one would go back to its tables otherwise, and the newer one forward again, for ever. */
  it('is gone only when nobody of it has been heard of for the time of grace', async () => {
    const readModel = { name: 'counter-totals', source: 'billing' };
    let nowMs = 0;
    const clock: Clock = { ...systemRuntime.clock, monotonicMs: () => nowMs };
    const releases = new Releases(log.database.db, readModel, clock, 10_000);
    const leadership = new Leadership(log.url, systemRuntime);
    const stop = new AbortController();
    let leads = false;
    const held = leadership.hold(rebuildTask(readModel, 2), stop.signal, async (signal) => {
      leads = true;
      await systemRuntime.timers.sleep(60_000, signal);
    });
    await eventually(() => expect(leads).toBe(true));
    expect([await releases.isGone(2), await releases.isGone(1)]).toEqual([false, false]);
    nowMs = 10_000;
    expect([await releases.isGone(2), await releases.isGone(1)]).toEqual([false, true]);
    stop.abort();
    await held;
    await leadership.close();
    await eventually(async () => {
      expect(await releases.isGone(2)).toBe(false);
      nowMs += 10_000;
      expect(await releases.isGone(2)).toBe(true);
    });
  });
});
