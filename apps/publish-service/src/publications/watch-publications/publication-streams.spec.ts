import { prefixed, systemRuntime, type Runtime } from '@clipcast/kernel';
import type { ChangedPublications } from './changed-publications.query.ts';
import { PublicationStreams } from './publication-streams.ts';
import type { PublicationChange } from './watch-publications.ts';

const profileId = prefixed('prf', systemRuntime.ids.next());

/** What the table shows: each publication once, at the place of its newest change. */
class Table {
  readonly #newest = new Map<string, bigint>();
  position = 0n;

  change(id: string): void {
    this.position += 1n;
    this.#newest.set(id, this.position);
  }

  after(cursor: bigint): PublicationChange[] {
    return [...this.#newest]
      .filter(([, changed]) => changed > cursor)
      .toSorted(([, one], [, other]) => Number(one - other))
      .map(([id, changed]) => ({ cursor: changed, view: { id } as PublicationChange['view'] }));
  }
}

/** Hours pass at once: whoever sleeps is woken in the next turn. */
const hasty: Runtime = (() => {
  let ms = 0;
  return {
    ...systemRuntime,
    clock: { ...systemRuntime.clock, monotonicMs: () => ms },
    timers: {
      ...systemRuntime.timers,
      sleep: async (sleepMs) => {
        await systemRuntime.timers.turn();
        ms += sleepMs;
      },
    },
  };
})();

function streamsOver(table: Table, runtime: Runtime) {
  const changes: Pick<ChangedPublications, 'startAfter' | 'after' | 'newest'> = {
    startAfter: (lastSeen) => Promise.resolve(lastSeen ?? table.position),
    after: (_profileId, cursor) => Promise.resolve(table.after(cursor)),
    newest: () => Promise.resolve(table.position),
  };
  return new PublicationStreams(changes, runtime, () => undefined);
}

const always = () => Promise.resolve(true);

describe('an event stream', () => {
  it('tells a slow reader how things are, and not how they were in between', async () => {
    const table = new Table();
    const stop = new AbortController();
    const stream = await streamsOver(table, systemRuntime).open(profileId, undefined, stop, always);
    expect((await stream.next()).value).toContain('retry: ');
    for (let time = 0; time < 10_000; time += 1) table.change('one');
    table.change('two');
    expect((await stream.next()).value).toContain('id: 10000\ndata: {"id":"one"}');
    for (let time = 0; time < 10_000; time += 1) table.change('one');
    expect((await stream.next()).value).toContain('id: 10001\ndata: {"id":"two"}');
    expect((await stream.next()).value).toContain('id: 20001\ndata: {"id":"one"}');
    stop.abort();
    expect(await stream.next()).toMatchObject({ done: true });
  });

  it('shows that it lives while nothing happens', async () => {
    const stop = new AbortController();
    const stream = await streamsOver(new Table(), hasty).open(profileId, undefined, stop, always);
    await stream.next();
    expect((await stream.next()).value).toBe(': still here\n\n');
    stop.abort();
    expect(await stream.next()).toMatchObject({ done: true });
  });

  it.each([
    ['while nothing happens', false],
    ['while it has something to tell', true],
  ])('ends when its reader is not allowed to read any more, %s', async (_, isBusy) => {
    let isAllowed = true;
    const table = new Table();
    const allowed = () => Promise.resolve(isAllowed);
    const stream = await streamsOver(table, hasty).open(profileId, undefined, new AbortController(), allowed);
    const next = async () => {
      if (isBusy) table.change('one');
      // A reader that takes its time.
      await hasty.timers.sleep(5_000);
      return (await stream.next()).done;
    };
    for (let time = 0; time < 10; time += 1) expect(await next()).toBe(false);
    isAllowed = false;
    const ends = [await next(), await next(), await next(), await next()];
    expect(ends).toContain(true);
  });

  it('ends at once, also while it waits, when its reader goes or the service stops', async () => {
    const streams = streamsOver(new Table(), systemRuntime);
    const stops = [new AbortController(), new AbortController()] as const;
    const pending = await Promise.all(
      stops.map(async (stop) => {
        const stream = await streams.open(profileId, undefined, stop, always);
        await stream.next();
        return { next: stream.next() };
      }),
    );
    stops[0].abort();
    expect(await pending[0]?.next).toMatchObject({ done: true });
    streams.close();
    expect(await pending[1]?.next).toMatchObject({ done: true });
    await expect(streams.open(profileId, undefined, new AbortController(), always)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});
