import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { PostizCallError, type NewPost } from '@clipcast/postiz';
import { eventually } from '@clipcast/testing';
import { ConnectionStates } from '../connections/connection-states.query.ts';
import { PostizConnections, type DraftedPost, type Postiz } from '../connections/postiz-connections.ts';
import { publishFixture } from '../testing/publish-fixture.ts';

jest.setTimeout(120_000);

const INTEGRATION = 'acme-mastodon';
const soon = systemRuntime.clock.now().getTime() + 300_000;
let made = 0;
/** Dated in five minutes, each a second later than the one before it. */
const aDraft = (): NewPost => ({
  type: 'draft',
  date: new Date(soon + (made += 1) * 1_000),
  integrationId: INTEGRATION,
  content: 'Hello',
  media: [],
  settings: {},
});

let world: Awaited<ReturnType<typeof publishFixture>>;
let acme: ProfileId;
/** The same connection on two replicas. */
let replicas: Postiz[];
const start = async (mode: 'head' | '2.11', apiLimitPerHour: number | undefined) => {
  world = await publishFixture({ apiLimitPerHour });
  await world.mode(mode);
  acme = await world.brand('acme');
  const all = [world.part(PostizConnections), world.part(PostizConnections, await world.startReplica())];
  replicas = await eventually(() =>
    Promise.all(all.map(async (connections) => (await connections.current(acme)).postiz)),
  );
};
afterEach(() => world.close());

const postiz = (): Postiz => {
  const [one] = replicas;
  if (!one) throw new Error('There is no replica.');
  return one;
};
const limitOf = async (endpoint: string) =>
  (await world.part(ConnectionStates).of(acme))?.limits.find((limit) => limit.endpoint === endpoint);
const draft = async (on: Postiz = postiz()): Promise<DraftedPost> => {
  const post = aDraft();
  return { ...post, ...(await on.createPost(post)) };
};
const brought = async (on: Postiz = postiz()): Promise<DraftedPost> => {
  const drafted = await draft(on);
  await on.promote(drafted);
  return drafted;
};
const posts = async () => (await world.judge('acme')).length;

/** Does something until there is no room for it, with so many at once on each replica. @returns why it ended. */
async function untilFull(work: (on: Postiz) => Promise<unknown>, atOnce: number): Promise<PostizCallError[]> {
  const loop = async (on: Postiz): Promise<PostizCallError> => {
    for (;;) {
      try {
        await work(on);
      } catch (error) {
        if (error instanceof PostizCallError) return error;
        throw error;
      }
    }
  };
  return Promise.all(replicas.flatMap((on) => Array.from({ length: atOnce }, () => loop(on))));
}
const expectHeldBack = (ends: readonly PostizCallError[]) => {
  for (const { outcome, code, retryAfterMs } of ends) {
    expect({ outcome, code }).toEqual({ outcome: 'not_sent', code: 'postiz_rate_limited' });
    expect(retryAfterMs).toBeGreaterThan(0);
  }
};

describe('a current Postiz', () => {
  it('gets as many posts an hour as it takes from two replicas together, and never one too many', async () => {
    await start('head', 40);
    // From the first promotion on, it is known that promotions are not counted; each replica sees that by itself.
    for (const on of replicas) await brought(on);
    expectHeldBack(await untilFull(draft, 3));
    expect(await posts()).toBe(40);
    expect(await limitOf('create')).toMatchObject({ limit: 40, used: 40, remaining: 0 });
    const { waitMs } = await postiz().createSlot();
    expect(waitMs).toBeGreaterThan(3_000_000);
    expect(waitMs).toBeLessThanOrEqual(3_601_000);
  });

  it('is asked to schedule, and read, while creations have to wait', async () => {
    await start('head', undefined);
    const drafted = await draft();
    await world.fault({ operation: 'create', kind: 'status', status: 429, retryAfter: 1_800, times: 1 });
    await expect(draft()).rejects.toMatchObject({ outcome: 'rejected_later', retryAfterMs: 1_800_000 });
    await postiz().promote(drafted);
    expect(await postiz().listPostsAt(drafted.date, undefined, 'follow')).toMatchObject([{ state: 'QUEUE' }]);
    // On every replica, and without asking: the fault that waits for the next creation stays.
    await world.fault({ operation: 'create', kind: 'drop-before', times: 1 });
    for (const on of replicas) {
      await expect(draft(on)).rejects.toMatchObject({ outcome: 'not_sent', code: 'postiz_rate_limited' });
      expect((await on.createSlot()).waitMs).toBeGreaterThan(1_700_000);
    }
    expect((await world.faults()).items).toHaveLength(1);
  });

  it('keeps what a rotated key cannot change', async () => {
    await start('head', 40);
    await brought();
    await world.profile.says(acme, world.credentials(acme, 2, 'sandbox-acme-key'));
    await eventually(async () => {
      const { version, postiz: renewed } = await world.part(PostizConnections).current(acme);
      expect(version).toBe(2);
      await draft(renewed);
    });
    expect(await limitOf('create')).toMatchObject({ used: 2 });
  });

  it('counts an answer that was lost, and nothing that never left', async () => {
    await start('head', 40);
    await world.fault({ operation: 'create', kind: 'drop-after', times: 1 });
    await expect(draft()).rejects.toMatchObject({ outcome: 'unknown' });
    expect(await limitOf('create')).toMatchObject({ used: 1 });
    await expect(postiz().createPost(aDraft(), AbortSignal.abort())).rejects.toMatchObject({
      outcome: 'not_sent',
    });
    expect(await limitOf('create')).toMatchObject({ used: 1 });
    await draft();
    expect(await limitOf('create')).toMatchObject({ used: 2, isKnown: true });
  });
});

/** 30 an hour for creations and promotions together, 30 for readings, and so on. */
describe('an old Postiz', () => {
  it('gets no draft that could not be scheduled in the same hour', async () => {
    await start('2.11', undefined);
    const ends = await untilFull(brought, 2);
    expectHeldBack(ends);
    const judged = await world.judge('acme');
    expect([judged.length, judged.filter(({ state }) => state === 'QUEUE').length]).toEqual([15, 15]);
    expect(await limitOf('create')).toMatchObject({ limit: 30, used: 30, kept: 0 });
  });

  it('is followed with a list for all posts, and keeps readings for what went wrong', async () => {
    await start('2.11', undefined);
    const drafts: DraftedPost[] = [];
    for (let count = 0; count < 8; count += 1) drafts.push(await brought());
    // The first reading shows that readings are counted; each replica sees that by itself.
    for (const on of replicas) await on.listPostsAt(new Date(soon));
    for (let round = 0; round < 5; round += 1)
      for (const { date, postId } of drafts)
        expect(await postiz().listPostsAt(date, undefined, 'follow')).toMatchObject([
          { id: postId, state: 'QUEUE' },
        ]);
    expect(await limitOf('list')).toMatchObject({ limit: 30, used: 3 });
    // Another replica does not ask so soon again, and says when it will.
    const other = replicas[1]?.listPostsAt(drafts[0]?.date ?? new Date(soon), undefined, 'follow');
    await expect(other).rejects.toMatchObject({ outcome: 'not_sent', code: 'postiz_rate_limited' });
    // One from after the list is asked for when the next list comes.
    const later = await brought();
    await expect(postiz().listPostsAt(later.date, undefined, 'follow')).rejects.toMatchObject({
      outcome: 'not_sent',
      code: 'postiz_rate_limited',
    });
    expect(await postiz().listPostsAt(later.date)).toMatchObject([{ id: later.postId }]);
  });

  it('leaves the last ten readings to finding out what happened', async () => {
    await start('2.11', undefined);
    for (let count = 0; count < 20; count += 1) await postiz().listPostsAt(new Date(soon));
    const follow = postiz().listPostsAt(new Date(soon), undefined, 'follow');
    await expect(follow).rejects.toMatchObject({ outcome: 'not_sent', code: 'postiz_rate_limited' });
    for (let count = 0; count < 10; count += 1) await postiz().listPostsAt(new Date(soon));
    await expect(postiz().listPostsAt(new Date(soon))).rejects.toMatchObject({ outcome: 'not_sent' });
  });

  it('is known to every replica, and to the next start', async () => {
    await start('2.11', undefined);
    await brought();
    await postiz().listPostsAt(new Date(soon));
    const next = await world.startReplica();
    await eventually(async () =>
      expect((await next.get(ConnectionStates, { strict: false }).of(acme))?.traits).toMatchObject({
        statusRoute: 'absent',
        readsAreLimited: true,
      }),
    );
  });
});
