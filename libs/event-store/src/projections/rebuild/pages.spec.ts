import { systemRuntime } from '@clipcast/kernel';
import { pagesOf } from './pages.ts';
import type { ReplayableLog } from './read-model.ts';

const epoch = systemRuntime.ids.next();
const logOf = (positions: readonly bigint[], most = 100): ReplayableLog<bigint> => ({
  head: () => Promise.resolve({ position: positions.at(-1) ?? 0n, epoch }),
  read: (after, limit) =>
    Promise.resolve(positions.filter((position) => position > after).slice(0, Math.min(limit, most))),
  positionOf: (position) => position,
});

const all = async (log: ReplayableLog<bigint>, after: bigint, upTo?: bigint) => {
  const found: bigint[][] = [];
  for await (const { events } of pagesOf(log, after, upTo)) found.push([...events]);
  return found;
};

describe('the pages of a log', () => {
  it('are read to the end, also when the log gives less at a time than was asked for', async () => {
    expect(await all(logOf([1n, 2n, 3n, 4n, 5n], 2), 1n)).toEqual([
      [2n, 3n],
      [4n, 5n],
    ]);
  });

  it('end where it was said', async () => {
    expect(await all(logOf([1n, 2n, 3n, 4n], 2), 0n, 3n)).toEqual([[1n, 2n], [3n]]);
  });

  it('stop at a hole, and at a log that ends too early', async () => {
    await expect(all(logOf([1n, 3n]), 0n)).rejects.toThrow('Fact 2 is missing in the log: 3 came instead.');
    await expect(all(logOf([1n, 2n]), 0n, 3n)).rejects.toThrow('The log ended at 2, before 3.');
  });

  it('are read one ahead, when that is said, and no more', async () => {
    let reads = 0;
    const log = logOf([1n, 2n, 3n, 4n, 5n, 6n], 1);
    const pages = pagesOf({ ...log, read: (after, limit) => ((reads += 1), log.read(after, limit)) }, 0n);
    const first = await pages.next();
    expect(reads).toBe(1);
    if (!first.done) first.value.readAhead();
    if (!first.done) first.value.readAhead();
    expect(reads).toBe(2);
    expect((await pages.next()).value).toMatchObject({ last: 2n });
    expect(reads).toBe(2);
  });
});
