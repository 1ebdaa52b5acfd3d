import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { headOf, readEventStream } from '../../testing/event-stream.ts';
import { publishFixture } from '../../testing/publish-fixture.ts';
import { publishingDesk, soon } from '../../testing/publishing-desk.ts';

jest.setTimeout(90_000);

interface Seen {
  readonly id: string;
  readonly status: string;
}

describe('GET /profiles/{id}/publications/events', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let desk: ReturnType<typeof publishingDesk>;
  let origin: string;
  let schedule: string;
  beforeAll(async () => {
    world = await publishFixture();
    desk = publishingDesk(world);
    origin = await world.listen();
    schedule = desk.inDays(30, systemRuntime.clock.now());
  });
  afterAll(() => world.close());

  const watch = (profileId: ProfileId, headers: Record<string, string> = {}, at = origin) =>
    readEventStream(`${at}/v1${desk.path(profileId, '/events')}`, { ...world.bearer, ...headers });
  const seenBy = ({ events }: Awaited<ReturnType<typeof watch>>) => events.map(({ data }) => data as Seen);
  const cancel = (profileId: ProfileId, id: string) =>
    world.ask('POST', desk.path(profileId, `/${id}/cancel`));

  it('200: every change from now on, and only of this profile', async () => {
    const [acme, globex] = [await world.brand('acme'), await world.brand('globex')];
    const before = await desk.begin(acme, { schedule });
    const stream = await watch(acme, world.keyOf(acme));
    expect(stream).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
    });
    await desk.begin(globex, { schedule, integrationIds: ['globex-mastodon'] });
    const id = await desk.begin(acme);
    await soon(() => expect(seenBy(stream).at(-1)).toMatchObject({ id, status: 'published' }));
    expect(stream.events.every(({ event }) => event === 'publication')).toBe(true);
    expect(new Set(seenBy(stream).map((seen) => seen.id))).toEqual(new Set([id]));
    expect(await desk.jobOf(acme, id)).toMatchObject(seenBy(stream).at(-1) ?? {});
    await cancel(acme, before);
    await soon(() => expect(seenBy(stream).at(-1)).toMatchObject({ id: before, status: 'cancelled' }));
    stream.close();
  });

  it('misses nothing between two streams, also on another replica', async () => {
    const acme = await world.brand('acme');
    const first = await watch(acme);
    const ids = [await desk.begin(acme, { schedule }), await desk.begin(acme, { schedule })];
    await soon(() => expect(seenBy(first)).toHaveLength(2));
    const lastSeen = first.events.at(-1)?.id ?? '';
    first.close();
    for (const id of ids) await cancel(acme, id);
    ids.push(await desk.begin(acme, { schedule }));
    const replica = await world.startReplica();
    const second = await watch(acme, { 'last-event-id': lastSeen }, await world.listen(replica));
    await soon(() => expect(seenBy(second).map(({ id }) => id)).toEqual(ids));
    expect(seenBy(second).map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'scheduled']);
    // What happens on one replica is told on the other.
    await cancel(acme, ids[2] ?? '');
    await soon(() => expect(seenBy(second).at(-1)).toMatchObject({ id: ids[2], status: 'cancelled' }));
    // A replica that stops does not wait for its readers.
    await replica.close();
    await soon(() => expect(second.isEnded()).toBe(true));
    expect(second.isWhole()).toBe(true);
  });

  it('tells everything again after a place that the log has never been at', async () => {
    const acme = await world.brand('acme');
    const id = await desk.begin(acme, { schedule });
    const stream = await watch(acme, { 'last-event-id': '999999999999' });
    await soon(() => expect(seenBy(stream)).toMatchObject([{ id, status: 'scheduled' }]));
    stream.close();
  });

  it('400, 401 and 404: a place that is none, no key, and a profile that is not there', async () => {
    const [acme, globex] = [await world.brand('acme'), await world.brand('globex')];
    const statusOf = async (profileId: ProfileId, headers: Record<string, string>) => {
      const stream = await watch(profileId, headers);
      stream.close();
      return stream.status;
    };
    expect(await statusOf(acme, { 'last-event-id': 'yesterday' })).toBe(400);
    expect(await statusOf(acme, { authorization: '' })).toBe(401);
    expect(await statusOf(acme, world.keyOf(globex))).toBe(404);
    expect(await statusOf('prf_01990000-0000-7000-8000-00000000dead', {})).toBe(404);
  });

  it('ends soon after its key was revoked', async () => {
    const [acme, globex] = [await world.brand('acme'), await world.brand('globex')];
    const [revoked, other] = [await watch(acme, world.keyOf(acme)), await watch(globex, world.keyOf(globex))];
    world.revokeKeyOf(acme);
    await soon(() => expect(revoked.isEnded()).toBe(true));
    expect([revoked.isWhole(), other.isEnded()]).toEqual([true, false]);
    other.close();
  });

  it('HEAD: has no body to wait for', async () => {
    const acme = await world.brand('acme');
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => headOf(`${origin}/v1${desk.path(acme, '/events')}`, world.bearer)),
    );
    expect(answers.filter((status) => status !== 200 && status !== 429)).toEqual([]);
    await soon(async () => {
      expect(await headOf(`${origin}/v1${desk.path(acme, '/events')}`, world.bearer)).toBe(200);
    });
  });

  it('429: too many of one profile, and room again when one goes', async () => {
    const [acme, globex] = [await world.brand('acme'), await world.brand('globex')];
    const open = await Promise.all(Array.from({ length: 20 }, () => watch(acme)));
    expect(open.every(({ status }) => status === 200)).toBe(true);
    const refused = await watch(acme);
    expect(refused.status).toBe(429);
    const other = await watch(globex);
    expect(other.status).toBe(200);
    open[0]?.close();
    const again = await soon(async () => {
      const stream = await watch(acme);
      expect(stream.status).toBe(200);
      return stream;
    });
    for (const stream of [...open, refused, other, again]) stream.close();
  });
});
