import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { publishFixture } from '../../testing/publish-fixture.ts';
import { publishingDesk, soon } from '../../testing/publishing-desk.ts';

jest.setTimeout(90_000);

/** 401, 402, 404 and 409 of other causes: see app.module.spec.ts and the duplicate guard's. */
describe('POST /profiles/{id}/publications', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let desk: ReturnType<typeof publishingDesk>;
  let acme: ProfileId;
  beforeAll(async () => {
    world = await publishFixture();
    desk = publishingDesk(world);
    acme = await world.brand('acme');
  });
  afterAll(() => world.close());

  const inDays = (days: number) => desk.inDays(days, systemRuntime.clock.now());
  const captioned = async (text: string) =>
    (await world.judge('acme')).filter(({ content }) => content.includes(text));

  it('202: at a time, which the answer has in UTC', async () => {
    const wanted = inDays(30);
    const local = `${wanted.slice(0, 19)}+00:00`;
    const answer = await desk.publish(acme, await desk.clipOf(acme), { schedule: local });
    expect(answer).toMatchObject({
      status: 202,
      body: { status: 'scheduled', schedule: `${wanted.slice(0, 19)}.000Z`, connection: 'own' },
    });
    const { id } = answer.body as { id: string };
    expect(answer.headers['location']).toBe(`/v1/profiles/${acme}/publications/${id}`);
    expect((await desk.jobOf(acme, id)).integrations).toMatchObject([
      { options: ['cancel', 'reschedule'], next: { what: expect.any(String) as string } },
    ]);
  });

  it('202: as a draft, which stays one in Postiz', async () => {
    const id = await desk.begin(acme, { schedule: 'draft', caption: 'only a draft' });
    await soon(async () => expect(await desk.eventsOf(acme, id)).toContain('PostLeftAsDraft'));
    expect(await captioned('only a draft')).toMatchObject([{ state: 'DRAFT', publications: 0 }]);
  });

  it('400: a time that cannot be', async () => {
    const clipId = await desk.clipOf(acme);
    for (const [schedule, code] of [
      ['tomorrow', 'invalid_request'],
      ['2027-01-01T10:00:00', 'invalid_request'],
      [inDays(-1), 'schedule_in_the_past'],
      [inDays(367), 'schedule_too_far'],
    ]) {
      expect(await desk.publish(acme, clipId, { schedule })).toMatchObject({
        status: 400,
        body: { code, errors: [{ pointer: '/schedule' }] },
      });
    }
  });

  it('422: what Postiz would refuse, with every problem, and Postiz is not asked', async () => {
    const answer = await desk.publish(acme, await desk.clipOf(acme), {
      integrationIds: 'all',
      caption: 'Too little. '.repeat(50),
      settings: { 'acme-youtube': { title: 'x', type: 'public' } },
    });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'post_refused_by_rules',
        errors: [
          { pointer: '/caption', integrationId: 'acme-mastodon', code: 'content_too_long' },
          { pointer: '/settings/acme-youtube/title', integrationId: 'acme-youtube' },
          { pointer: '/settings/x/who_can_reply_post', integrationId: 'acme-x' },
        ],
      },
    });
    expect(await captioned('Too little.')).toEqual([]);
  });
});

describe('through the default connection', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  beforeAll(async () => {
    world = await publishFixture({
      environment: (sandboxUrl) => ({ POSTIZ_API_URL: sandboxUrl, POSTIZ_API_KEY: 'sandbox-globex-key' }),
    });
  });
  afterAll(() => world.close());

  it('409: "all" would be every brand’s accounts; those that are named are published to', async () => {
    const desk = publishingDesk(world);
    const stranger = await world.stranger();
    const clipId = await desk.clipOf(stranger);
    const schedule = desk.inDays(30, systemRuntime.clock.now());
    const refused = { code: 'integrations_not_named', errors: [{ pointer: '/integrationIds' }] };
    expect(await desk.publish(stranger, clipId, { integrationIds: 'all', schedule })).toMatchObject({
      status: 409,
      body: refused,
    });
    const items = ['all', ['globex-mastodon']].map((integrationIds) => ({
      clipId,
      integrationIds,
      schedule,
    }));
    const batch = await world.ask('POST', desk.path(stranger, ':batch'), { items });
    expect(batch.body).toMatchObject({
      items: [
        { status: 409, problem: { ...refused, errors: [{ pointer: '/items/0/integrationIds' }] } },
        { status: 202, publication: { connection: 'default' } },
      ],
    });
  });
});
