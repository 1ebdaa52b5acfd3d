import { systemRuntime } from './system-runtime.adapter.ts';

const { timers } = systemRuntime;
const aborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    if (signal.aborted) resolve((signal.reason as Error).name);
    signal.addEventListener('abort', () => resolve((signal.reason as Error).name));
  });

describe('a deadline', () => {
  it.each([0.4, 1_000 / 3 / 100, -5])('of %d ms passes, whatever the fraction', async (ms) => {
    expect(await aborted(timers.deadline(ms))).toBe('TimeoutError');
  });
  it('ends with its parent', async () => {
    const parent = new AbortController();
    const signal = timers.deadline(60_000, parent.signal);
    parent.abort();
    expect(await aborted(signal)).toBe('AbortError');
  });
});

describe('a sleep', () => {
  it('ends at once, and without an error, when it is called off', async () => {
    const off = new AbortController();
    const asleep = timers.sleep(60_000, off.signal);
    off.abort();
    await expect(asleep).resolves.toBeUndefined();
  });
});
