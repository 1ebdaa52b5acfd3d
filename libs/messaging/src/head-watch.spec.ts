import type { Uuid } from '@clipcast/kernel';
import type { ForeignLog } from './foreign-log.ts';
import { HeadWatch } from './head-watch.ts';
import { SourceBehindError } from './replaced-log.ts';

const EPOCH = '0193e4a1-7c00-7000-8000-000000000001' as Uuid;
const never = new AbortController().signal;

/** A source whose log ends at `head`, and a clock that stands until it is moved. */
const watching = (head: bigint) => {
  const source = { head, asked: 0 };
  const time = { ms: 0 };
  const page = () => {
    source.asked += 1;
    return Promise.resolve({ epoch: EPOCH, head: source.head, events: [] });
  };
  const log = { service: 'profile', page } as unknown as ForeignLog;
  const watch = new HeadWatch(log, { now: () => new Date(time.ms), monotonicMs: () => time.ms });
  /** Tells the watch after `passedMs` that the subscription is at `number`. */
  const at = async (number: bigint, passedMs: number): Promise<boolean> => {
    time.ms += passedMs;
    const behind = watch.isBehind({ number, epoch: EPOCH, checkEpoch: () => undefined }, never);
    await Promise.resolve();
    return behind;
  };
  return { source, at };
};

describe('whether a stream has fallen behind its source', () => {
  it('is not doubted while the stream brings something, however far the source is ahead', async () => {
    const { at } = watching(1_000n);
    const doubts = [];
    for (let number = 0n; number < 100n; number += 1n) doubts.push(await at(number, 900));
    expect(doubts).not.toContain(true);
  });

  it('is doubted once the source has had more for a second and nothing came', async () => {
    const { at } = watching(5n);
    await at(3n, 0);
    expect(await at(3n, 999)).toBe(false);
    expect(await at(3n, 1)).toBe(true);
    expect(await at(4n, 0)).toBe(false);
  });

  it('is not doubted by a stream that has brought everything', async () => {
    const { at, source } = watching(5n);
    expect([await at(5n, 0), await at(5n, 5_000), await at(5n, 60_000)]).toEqual([false, false, false]);
    expect(source.asked).toBe(2);
  });

  it('finds a source that is behind what it has sent', async () => {
    const { at } = watching(2n);
    await at(3n, 0);
    await expect(at(3n, 1)).rejects.toThrow(SourceBehindError);
  });
});
