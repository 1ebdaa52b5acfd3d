import type { Runtime } from '@clipcast/kernel';
import { aProfile } from '../testing/counter.ts';
import { HeldLease } from './held-lease.ts';

const LEASE_MS = 300;

/** Time that passes only while somebody waits. */
function virtualTime() {
  let nowMs = 0;
  const sleep = async (ms: number, signal?: AbortSignal) => {
    await Promise.resolve();
    if (!signal?.aborted) nowMs += ms;
  };
  const runtime: Pick<Runtime, 'clock' | 'timers'> = {
    clock: { now: () => new Date(nowMs), monotonicMs: () => nowMs },
    timers: { sleep, turn: () => Promise.resolve(), deadline: () => new AbortController().signal },
  };
  return { runtime, sleep, nowMs: () => nowMs };
}

describe('a lease that is kept up', () => {
  const task = { profileId: aProfile(), key: 'a', payload: {}, fence: 1n, tries: 0 };
  const lostAtMs = async (
    renewal: (askedMs: number, sleep: (ms: number) => Promise<void>) => Promise<boolean>,
  ) => {
    const { runtime, sleep, nowMs } = virtualTime();
    const queue = { leaseMs: LEASE_MS, renew: () => renewal(nowMs(), sleep) };
    const lease = new HeldLease(queue, task, LEASE_MS, runtime);
    await new Promise((resolve) => lease.lost.addEventListener('abort', resolve));
    return nowMs();
  };

  it('counts from the moment a renewal was asked for, not from its answer', async () => {
    const lost = await lostAtMs(async (askedMs, sleep) => {
      if (askedMs > 100) throw new Error('down');
      await sleep(150);
      return true;
    });
    expect(lost).toBe(100 + LEASE_MS);
  });

  it('is given up at its end to the millisecond, however late the last renewal failed', async () => {
    const lost = await lostAtMs(async (_, sleep) => {
      await sleep(170);
      throw new Error('down');
    });
    expect(lost).toBe(LEASE_MS);
  });

  it('is given up at once when another worker has it', async () => {
    expect(await lostAtMs((askedMs) => Promise.resolve(askedMs < 250))).toBe(300);
  });
});
