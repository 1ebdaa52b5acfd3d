import { migrateToLatest, openDatabase, type Database } from '@clipcast/event-store';
import { bareId, prefixed, systemRuntime, type PublicationId } from '@clipcast/kernel';
import type { PublicEvent } from '@clipcast/messaging';
import { createTestDatabase, type TestDatabase } from '@clipcast/testing';
import type { ProfileTables } from '../database.ts';
import { aClip, aProfileId, someMedia, ToldFacts } from '../testing/told-facts.ts';
import { publishActivity } from './publish-activity.projection.ts';

let testDatabase: TestDatabase;
let database: Database<ProfileTables>;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url);
  database = openDatabase(testDatabase.url, 2);
  for (const table of publishActivity.tables) await table.create(database.db as never);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const project = async (events: readonly PublicEvent[], batch = 1_000) => {
  for (let from = 0; from < events.length; from += batch) {
    const some = events.slice(from, from + batch);
    await database.db.transaction().execute((tx) => publishActivity.project(tx, some));
  }
};
const daysOf = (profileId: ReturnType<typeof aProfileId>) =>
  database.db
    .selectFrom('dashboard_day')
    .select(['day', 'clips', 'rendered', 'published', 'failed', 'projects'])
    .where('profile_id', '=', bareId(profileId))
    .orderBy('day')
    .execute();

/** Two brands' weeks, the facts of each clip and publication in their order. */
function history() {
  const [acme, globex] = [aProfileId(), aProfileId()];
  const told = new ToldFacts('publish');
  const [first, second, third] = [
    aClip({ title: 'one' }),
    aClip({ status: 'rendering', media: null }),
    aClip({ projectId: null }),
  ];
  const described = ({ clipId, projectId, title }: ReturnType<typeof aClip>) => ({
    clipId,
    projectId,
    title,
  });
  const clipFact = (clip: ReturnType<typeof aClip>, type: string, data: object, day: string) =>
    told.fact(acme, bareId(clip.clipId), { type, data }, `2026-03-${day}T23:59:59.999Z`);
  const [going, failing, foreign] = Array.from({ length: 3 }, (): PublicationId =>
    prefixed('pub', systemRuntime.ids.next()),
  ) as [PublicationId, PublicationId, PublicationId];
  const published = (publicationId: PublicationId, integrationId: string, publishedAt: string) => ({
    type: 'ClipPublished',
    data: {
      publicationId,
      clipId: first.clipId,
      integrationId,
      provider: 'x',
      postId: 'p',
      releaseUrl: null,
      publishedAt,
      connection: 'own',
    },
  });
  const failed = (publicationId: PublicationId) => ({
    type: 'PublicationFailed',
    data: { publicationId, clipId: first.clipId, integrations: ['x'], reason: 'no' },
  });
  const ofPublication = (
    id: PublicationId,
    fact: { type: string; data: object },
    day: string,
    profile = acme,
  ) => told.fact(profile, bareId(id), fact, `2026-03-${day}T12:00:00.000Z`);
  const events = [
    clipFact(first, 'ClipRegistered', first, '01'),
    clipFact(second, 'ClipRegistered', second, '02'),
    clipFact(third, 'ClipRegistered', third, '02'),
    ofPublication(failing, failed(failing), '03'),
    clipFact(second, 'ClipRendered', { ...described(second), media: someMedia }, '04'),
    ofPublication(going, published(going, 'x', '2026-03-05T00:00:00+02:00'), '05'),
    ofPublication(going, published(going, 'y', '2026-03-05T00:00:00Z'), '05'),
    ofPublication(foreign, failed(foreign), '05', globex),
    ofPublication(failing, published(failing, 'x', '2026-03-06T10:00:00Z'), '06'),
    clipFact(first, 'ClipDescribed', { ...described(first), title: 'uno', projectId: 'winter' }, '06'),
    clipFact(third, 'ClipRemoved', { ...described(third), media: someMedia }, '07'),
    ofPublication(foreign, failed(foreign), '08', globex),
  ];
  const days = {
    acme: [
      { day: '2026-03-01', clips: 1, rendered: 1, published: 0, failed: 0, projects: 1 },
      { day: '2026-03-02', clips: 1, rendered: 0, published: 0, failed: 0, projects: 1 },
      { day: '2026-03-03', clips: 0, rendered: 0, published: 0, failed: 0, projects: 0 },
      { day: '2026-03-04', clips: 0, rendered: 1, published: 1, failed: 0, projects: 0 },
      { day: '2026-03-05', clips: 0, rendered: 0, published: 1, failed: 0, projects: 0 },
      { day: '2026-03-06', clips: 0, rendered: 0, published: 1, failed: 0, projects: 0 },
    ],
    globex: [{ day: '2026-03-08', clips: 0, rendered: 0, published: 0, failed: 1, projects: 0 }],
  };
  return { acme, globex, events, days };
}

/** Days on which something came and went again may have a row of nothing. */
const withAnything = <Row extends Record<string, unknown>>(rows: readonly Row[]): Row[] =>
  rows.filter((row) => Object.values(row).some((count) => typeof count === 'number' && count !== 0));

it.each([1, 2, 5, 1_000])('counts every day right in batches of %i', async (batch) => {
  const { acme, globex, events, days } = history();
  await project(events, batch);
  expect(withAnything(await daysOf(acme))).toEqual(withAnything(days.acme));
  expect(withAnything(await daysOf(globex))).toEqual(days.globex);
});

it('counts nothing again that comes again, from wherever it begins and in whatever batches', async () => {
  const { acme, events, days } = history();
  await project(events, 3);
  for (let from = events.length; from >= 0; from -= 1) await project(events.slice(from), 1 + (from % 4));
  for (let to = events.length; to > 0; to -= 1) await project(events.slice(0, to));
  expect(withAnything(await daysOf(acme))).toEqual(withAnything(days.acme));
});

it('counts a project on the day of its newest clip, also after that one was removed', async () => {
  const acme = aProfileId();
  const told = new ToldFacts('publish');
  const [older, newer] = [aClip(), aClip()];
  const registered = (clip: typeof older, at: string) =>
    told.fact(acme, bareId(clip.clipId), { type: 'ClipRegistered', data: clip }, at);
  const removed = ({ clipId, projectId, title, media }: typeof older) =>
    told.fact(acme, bareId(clipId), { type: 'ClipRemoved', data: { clipId, projectId, title, media } });
  const projects = async () =>
    (await daysOf(acme)).filter((day) => day.projects !== 0).map((row) => [row.day, row.projects]);
  await project([registered(older, '2026-03-01T00:00:00Z')]);
  await project([registered(newer, '2026-03-09T00:00:00Z')]);
  expect(await projects()).toEqual([['2026-03-09', 1]]);
  await project([removed(newer)]);
  expect(await projects()).toEqual([['2026-03-01', 1]]);
  await project([removed(older)]);
  expect(withAnything(await daysOf(acme))).toEqual([]);
});
