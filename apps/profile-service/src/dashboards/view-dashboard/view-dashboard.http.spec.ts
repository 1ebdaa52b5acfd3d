import { jest } from '@jest/globals';
import { openDatabase, type Database } from '@clipcast/event-store';
import { bareId, prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { neighbour, type Neighbour } from '@clipcast/messaging/testing';
import { eventually } from '@clipcast/testing';
import { profileFixture } from '../../testing/profile-fixture.ts';
import { aBookedCost, aClip, aProfileId, monthStream, someMedia } from '../../testing/told-facts.ts';
import { dayOf } from '../publish-activity.ts';

jest.setTimeout(120_000);

const DAY_MS = 24 * 60 * 60 * 1_000;

describe('GET /v1/profiles/{id}/dashboard', () => {
  let world: Awaited<ReturnType<typeof profileFixture>>;
  let publish: Neighbour;
  let billing: Neighbour;
  let database: Database;
  beforeAll(async () => {
    world = await profileFixture();
    [publish, billing] = await Promise.all([
      neighbour('publish', world.natsUrl),
      neighbour('billing', world.natsUrl),
    ]);
    database = openDatabase(world.databaseUrl, 1);
  });
  afterAll(async () => {
    await database.close();
    await Promise.all([publish.close(), billing.close()]);
    await world.close();
  });

  const now = systemRuntime.clock.now();
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString();
  const dashboard = (profileId: ProfileId, query = '') =>
    world.ask('GET', `/profiles/${profileId}/dashboard${query}`);
  const becomes = (profileId: ProfileId, expected: object, query = '') =>
    eventually(async () => expect((await dashboard(profileId, query)).body).toMatchObject(expected), {
      withinMs: 20_000,
    });
  const clipSays = (profileId: ProfileId, { clipId }: { clipId: string }, type: string, data: object) =>
    publish.says(profileId, { type, data }, bareId(clipId as ReturnType<typeof aClip>['clipId']));
  const postSays = (profileId: ProfileId, publicationId: string, type: string, data: object) =>
    publish.says(
      profileId,
      { type, data: { publicationId, ...data } },
      bareId(publicationId as `pub_${string}`),
    );
  const costs = (profileId: ProfileId, different: Parameters<typeof aBookedCost>[0]) => {
    const month = (different?.incurredAt ?? daysAgo(0)).slice(0, 7);
    const data = aBookedCost({ incurredAt: daysAgo(0), ...different, month });
    return billing.says(profileId, { type: 'CostRecorded', data }, monthStream(profileId, month));
  };

  /** A brand with a little of everything. */
  const busyProfile = async (name: string): Promise<ProfileId> => {
    const profileId = await world.register(name);
    await world.ask('PUT', `/profiles/${profileId}/quota`, { monthlyLimitUsd: '1' });
    const [ready, rendering, gone] = [
      aClip({ title: 'ready' }),
      aClip({ title: 'later', status: 'rendering', media: null, projectId: 'winter' }),
      aClip({ title: 'gone', projectId: null }),
    ];
    for (const clip of [ready, rendering, gone]) await clipSays(profileId, clip, 'ClipRegistered', clip);
    const { clipId, projectId, title } = gone;
    await clipSays(profileId, gone, 'ClipRemoved', { clipId, projectId, title, media: someMedia });
    const [out, failed] = [systemRuntime.ids.next(), systemRuntime.ids.next()].map((id) =>
      prefixed('pub', id),
    );
    for (const [integrationId, days] of [
      ['x', 1],
      ['y', 40],
    ] as const) {
      await postSays(profileId, out ?? '', 'ClipPublished', {
        clipId: ready.clipId,
        integrationId,
        provider: 'x',
        postId: `post-${integrationId}`,
        releaseUrl: null,
        publishedAt: daysAgo(days),
        connection: 'own',
      });
    }
    const reason = { clipId: ready.clipId, integrations: ['x'], reason: 'refused' };
    await postSays(profileId, failed ?? '', 'PublicationFailed', reason);
    await costs(profileId, { amountUsd: '0.750000', spentUsd: '0.750000' });
    await costs(profileId, { amountUsd: '-0.250000', spentUsd: '0.500000', provider: 'gemini' });
    await costs(profileId, { amountUsd: '3', spentUsd: '3.000000', incurredAt: daysAgo(400) });
    return profileId;
  };

  it('shows what a profile did, on which days, and what it cost', async () => {
    const profileId = await busyProfile('Acme');
    const today = dayOf(now);
    await becomes(
      profileId,
      {
        range: '90d',
        totals: { projects: 2, clips: 2, rendered: 1, published: 2, failed: 1, costUsd: '0.500000' },
        costsByProvider: [
          { provider: 'postiz', amountUsd: '0.750000', count: 1 },
          { provider: 'gemini', amountUsd: '-0.250000', count: 1 },
        ],
        recentClips: [
          { title: 'later', status: 'rendering', projectId: 'winter', published: 0, failed: 0 },
          { title: 'ready', status: 'ready', published: 2, failed: 1 },
        ],
        budget: {
          month: today.slice(0, 7),
          limitUsd: '1.000000',
          spentUsd: '0.500000',
          remainingUsd: '0.500000',
          status: 'ok',
        },
      },
      '?range=90d',
    );
    const week = (await dashboard(profileId, '?range=7d')).body as { series: { day: string }[] };
    expect(week).toMatchObject({ totals: { published: 1, costUsd: '0.500000' } });
    expect(week.series).toHaveLength(7);
    expect(week.series.at(-1)).toEqual({
      day: today,
      clips: 2,
      rendered: 1,
      published: 0,
      failed: 1,
      costUsd: '0.500000',
    });
    expect((await dashboard(profileId)).body).toMatchObject({ range: '30d', totals: { published: 1 } });
    expect((await dashboard(profileId, '?range=all')).body).toMatchObject({
      totals: { published: 2, costUsd: '3.500000' },
    });
  });

  it('tells that the month is used up, and that it is not any more', async () => {
    const profileId = await world.register('Globex');
    await world.ask('PUT', `/profiles/${profileId}/quota`, { monthlyLimitUsd: '1' });
    const month = dayOf(now).slice(0, 7);
    await costs(profileId, { amountUsd: '1', spentUsd: '1.000000' });
    const standing = {
      month,
      spentUsd: '1.000000',
      reservedUsd: '0.000000',
      limitUsd: '1.000000',
      enforcement: 'hard',
    };
    await billing.says(profileId, { type: 'QuotaExhausted', data: standing }, monthStream(profileId, month));
    await becomes(profileId, {
      budget: { status: 'exhausted', exhaustedAt: expect.stringMatching(/Z$/) as string },
    });
    await world.ask('PUT', `/profiles/${profileId}/quota`, { monthlyLimitUsd: '2' });
    await becomes(profileId, { budget: { status: 'ok', limitUsd: '2.000000', exhaustedAt: null } });
  });

  it('counts everything once although all of it is delivered again, and is what a rebuild makes of it', async () => {
    const profileId = await busyProfile('Initech');
    await becomes(profileId, { totals: { published: 1, failed: 1, costUsd: '0.500000' } });
    await database.pool.query(
      `update subscriptions set position = 0 where name in ('publish-activity', 'spending')`,
    );
    const last = aClip({ title: 'last' });
    await clipSays(profileId, last, 'ClipRegistered', last);
    await costs(profileId, { amountUsd: '0.125000', spentUsd: '0.625000' });
    await becomes(profileId, {
      totals: { clips: 3, rendered: 2, published: 1, failed: 1, costUsd: '0.625000' },
      budget: { spentUsd: '0.625000' },
    });
    for (const name of ['publish-activity', 'spending']) {
      const { status, body } = await world.ask('POST', `/ops/v1/projections/${name}/compare`, {});
      expect([name, status, body['equal']]).toEqual([name, 200, true]);
    }
  });

  it('shows a new profile nothing, and no profile another', async () => {
    const [profileId, other] = [await world.register('Umbrella'), await world.register('Hooli')];
    expect((await dashboard(profileId)).body).toMatchObject({
      totals: { projects: 0, clips: 0, rendered: 0, published: 0, failed: 0, costUsd: '0.000000' },
      costsByProvider: [],
      recentClips: [],
      budget: { status: 'unlimited', spentUsd: '0.000000', remainingUsd: null },
    });
    world.keys.issue('key-of-another', other);
    const headers = { authorization: 'Bearer key-of-another' };
    const { status, body } = await world.ask('GET', `/profiles/${profileId}/dashboard`, undefined, headers);
    expect([status, body['code']]).toEqual([404, 'profile_not_found']);
  });

  it('refuses what it does not know', async () => {
    expect((await dashboard(aProfileId())).status).toBe(404);
    expect((await dashboard(aProfileId(), '?range=8d')).status).toBe(400);
    expect((await dashboard(aProfileId(), '?days=7')).status).toBe(400);
  });
});
