import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { PostizCallError, type NewPost } from '@clipcast/postiz';
import { sandboxAsk } from '@clipcast/postiz-sandbox/testing';
import { eventually } from '@clipcast/testing';
import { ConnectionStates } from '../connections/connection-states.query.ts';
import { PostizConnections, type Postiz } from '../connections/postiz-connections.ts';
import { publishFixture } from '../testing/publish-fixture.ts';
import { publishingDesk } from '../testing/publishing-desk.ts';

jest.setTimeout(120_000);

const NEW_KEY = 'sandbox-acme-key-after-rotation';
const LIMIT = 12;
let made = 0;
/** Dated in an hour, each a second later than the one before it. */
const aDraft = (integrationId = 'acme-mastodon'): NewPost => ({
  type: 'draft',
  date: new Date(systemRuntime.clock.now().getTime() + 3_600_000 + (made += 1) * 1_000),
  integrationId,
  content: 'Hello',
  media: [],
  settings: {},
});

let world: Awaited<ReturnType<typeof publishFixture>>;
/** Two profiles whose connections are the same organisation. */
let profiles: [ProfileId, ProfileId];
let replicas: PostizConnections[];
beforeEach(async () => {
  world = await publishFixture({ apiLimitPerHour: LIMIT });
  profiles = [await world.brand('acme'), await world.brand('acme')];
  replicas = [world.part(PostizConnections), world.part(PostizConnections, await world.startReplica())];
});
afterEach(() => world.close());

/** The sandbox's own record of what it answered to creations for acme. */
const answersToCreations = async (): Promise<(number | null)[]> => {
  const path = '/sandbox/requests?organisation=acme';
  const { items } = (await sandboxAsk(world.sandboxUrl, 'GET', path)) as {
    items: { endpoint: string | null; status: number | null }[];
  };
  return items.filter(({ endpoint }) => endpoint === 'POST /posts').map(({ status }) => status);
};
const stateOf = (profileId: ProfileId) => world.part(ConnectionStates).of(profileId);
const usedBy = async (profileId: ProfileId) =>
  (await stateOf(profileId))?.limits.find(({ endpoint }) => endpoint === 'create')?.used;
const everyWay = (): Promise<Postiz[]> =>
  Promise.all(
    replicas.flatMap((connections) =>
      profiles.map(async (profileId) => (await connections.current(profileId)).postiz),
    ),
  );
/** Creates drafts until there is no room. */
const untilFull = async (postiz: Postiz): Promise<void> => {
  for (;;) {
    try {
      await postiz.createPost(aDraft());
    } catch (error) {
      if (error instanceof PostizCallError && error.outcome === 'not_sent') return;
      throw error;
    }
  }
};

it('takes no more from two profiles on two replicas together than it takes', async () => {
  const ways = await everyWay();
  for (const postiz of ways) {
    const draft = aDraft();
    await postiz.promote({ ...draft, ...(await postiz.createPost(draft)) });
  }
  await Promise.all(ways.flatMap((postiz) => [untilFull(postiz), untilFull(postiz)]));
  expect(await answersToCreations()).toEqual(Array(LIMIT).fill(201));
  expect(await Promise.all(profiles.map(usedBy))).toEqual([LIMIT, LIMIT]);
});

it('lets publications of both wait until the instant that both views tell', async () => {
  const desk = publishingDesk(world);
  const begun = await Promise.all(
    profiles.flatMap((profileId) =>
      Array.from({ length: LIMIT }, async () => ({ profileId, id: await desk.begin(profileId) })),
    ),
  );
  const waits = await eventually(
    async () => {
      const jobs = await Promise.all(begun.map(({ profileId, id }) => desk.jobOf(profileId, id)));
      const posts = jobs.flatMap(({ integrations }) => integrations as unknown as SeenPost[]);
      const waiting = posts.filter(({ reason }) => reason?.code === 'postiz_rate_limited');
      const created = posts.filter(({ postId }) => postId !== null);
      expect(created.length + waiting.length).toBe(posts.length);
      return waiting;
    },
    { withinMs: 60_000 },
  );
  const answers = await answersToCreations();
  expect(answers.filter((status) => status !== 201)).toEqual([]);
  expect(await Promise.all(profiles.map(usedBy))).toEqual([answers.length, answers.length]);
  for (const profileId of profiles) {
    const { body } = await world.ask('GET', `/profiles/${profileId}/publishing`);
    const { nextSlotAt, limits } = body as {
      nextSlotAt: string;
      limits: { endpoint: string; nextSlotAt: string }[];
    };
    expect(limits).toContainEqual(expect.objectContaining({ endpoint: 'create', nextSlotAt }));
    // Each answer tells the end of the hour anew, in whole seconds.
    for (const { reason } of waits)
      expect(Math.abs(Date.parse(reason?.until ?? '') - Date.parse(nextSlotAt))).toBeLessThan(30_000);
  }
});

interface SeenPost {
  readonly postId: string | null;
  readonly reason: { readonly code: string; readonly until: string | null } | null;
}

it('tells a post and its view the same instant, also while calls are kept for promotions', async () => {
  await world.mode('2.11');
  const [postiz] = await everyWay();
  if (!postiz) throw new Error('There is no way.');
  const kept = await postiz.createPost(aDraft());
  await untilFull(postiz);
  const { opensAtMs, waitMs } = await postiz.createSlot();
  for (const profileId of profiles) {
    const state = await stateOf(profileId);
    expect(state?.nextSlotAt.getTime()).toBe(opensAtMs);
    expect(state?.limits.map((limit) => limit.nextSlotAt.getTime())).toEqual([opensAtMs]);
    expect(state?.limits[0]?.kept).toBeGreaterThan(0);
  }
  expect(kept.postId).toEqual(expect.any(String));
  // What is kept may come free sooner.
  expect(waitMs).toBeLessThanOrEqual(600_000);
});

it('keeps its budget when a key is rotated, for whoever has rotated it', async () => {
  const integrations = [{ id: 'acme-mastodon', name: 'Acme', identifier: 'mastodon' }];
  const [rotating, other] = profiles;
  const [, , elsewhere] = await everyWay();
  await elsewhere?.createPost(aDraft());
  await world.organisation({ name: 'acme', key: NEW_KEY, integrations });
  await world.profile.says(rotating, world.credentials(rotating, 2, NEW_KEY));
  await eventually(async () => expect(await stateOf(rotating)).toMatchObject({ version: 2 }));
  for (const connections of replicas) await (await connections.current(rotating)).postiz.createPost(aDraft());
  expect(await Promise.all(profiles.map(usedBy))).toEqual([3, 3]);
  await world.profile.says(other, world.credentials(other, 2, NEW_KEY));
  await eventually(async () => expect(await stateOf(other)).toMatchObject({ version: 2 }));
  await (await world.part(PostizConnections).current(other)).postiz.createPost(aDraft());
  expect(await Promise.all(profiles.map(usedBy))).toEqual([4, 4]);
});

it('is not counted with the calls of a profile that has gone to another organisation', async () => {
  const [leaving, staying] = profiles;
  const [begun] = await everyWay();
  await begun?.createPost(aDraft());
  await world.profile.says(leaving, world.credentials(leaving, 2, 'sandbox-globex-key'));
  await eventually(async () => expect(await stateOf(leaving)).toMatchObject({ version: 2 }));
  // A step that is in the middle of its work was let out by the budget of acme: it looks again.
  await expect(begun?.createPost(aDraft('globex-mastodon'))).rejects.toMatchObject({
    code: 'connection_changed',
  });
  const { postiz } = await world.part(PostizConnections).current(leaving);
  await postiz.createPost(aDraft('globex-mastodon'));
  expect(await Promise.all([usedBy(leaving), usedBy(staying)])).toEqual([1, 1]);
});

it('asks for the accounts before it counts anything, and sends nothing when Postiz does not tell', async () => {
  const [rotating] = profiles;
  await world.profile.says(rotating, world.credentials(rotating, 2, 'sandbox-acme-key'));
  await eventually(async () => expect(await stateOf(rotating)).toMatchObject({ version: 2 }));
  const { postiz } = await world.part(PostizConnections).current(rotating);
  await world.fault({ operation: 'any', kind: 'drop-after', times: 5 });
  await expect(postiz.createPost(aDraft())).rejects.toMatchObject({ outcome: 'not_sent' });
  await world.heal();
  expect(await answersToCreations()).toEqual([]);
  await eventually(() => postiz.createPost(aDraft()));
  expect(await usedBy(rotating)).toBe(1);
});
