import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { publishFixture } from '../../testing/publish-fixture.ts';
import { publishingDesk, soon } from '../../testing/publishing-desk.ts';

jest.setTimeout(120_000);

describe('POST /profiles/{id}/publications/{id}/integrations/{id}/decide', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let desk: ReturnType<typeof publishingDesk>;
  beforeAll(async () => {
    world = await publishFixture();
    desk = publishingDesk(world);
  });
  afterEach(() => world.heal());
  afterAll(() => world.close());

  const decide = (profileId: ProfileId, id: string, body: object, integrationId = 'acme-mastodon') =>
    world.ask('POST', desk.path(profileId, `/${id}/integrations/${integrationId}/decide`), body);
  /** The answer to its promotion is lost, and then the way to look at Postiz is, too. */
  const inDoubt = async (caption: string) => {
    const acme = await world.brand('acme');
    await world.fault({ organisation: 'acme', operation: 'status', kind: 'drop-after', times: 1 });
    await world.fault({ organisation: 'acme', operation: 'list', kind: 'status', status: 500 });
    const id = await desk.begin(acme, { caption });
    await soon(async () => expect(await desk.eventsOf(acme, id)).toContain('PostPromotionIntended'));
    await world.profile.says(acme, { type: 'CredentialsRemoved', data: { connectionVersion: 1 } });
    await desk.settled(acme, id, 'unconfirmed');
    await world.heal();
    return { acme, id };
  };

  it('202: a person has seen it on the network', async () => {
    const { acme, id } = await inDoubt('seen by a person');
    expect((await desk.jobOf(acme, id)).integrations).toMatchObject([
      {
        options: ['published', 'publish_again', 'give_up'],
        evidence: { asked: { caption: 'seen by a person' } },
      },
    ]);
    const releaseUrl = 'https://mastodon.example/@acme/1';
    expect(await decide(acme, id, { decision: 'published', note: 'It is there.', releaseUrl })).toMatchObject(
      {
        status: 202,
        body: { status: 'published', integrations: [{ releaseUrl }] },
      },
    );
    const events = await desk.eventsOf(acme, id);
    expect(events.slice(-3)).toEqual(['UnconfirmedPostDecided', 'ClipPublished', 'PublicationAccepted']);
    expect(events.filter((event) => event === 'CostIncurred')).toHaveLength(1);
  });

  it('202: published again, although it was out: it is found, and not posted twice', async () => {
    const { acme, id } = await inDoubt('was out after all');
    await world.profile.says(acme, world.credentials(acme, 2, 'sandbox-acme-key'));
    expect(await decide(acme, id, { decision: 'publish_again' })).toMatchObject({ status: 202 });
    await desk.settled(acme, id, 'published');
    const posts = (await world.judge('acme')).filter(({ content }) => content.includes('was out after all'));
    expect(posts.reduce((sum, { publications }) => sum + publications, 0)).toBe(1);
  });

  it('402: to publish anew is to pay anew, which a used-up budget does not allow; the other decisions are free', async () => {
    const { acme, id } = await inDoubt('too dear to repeat');
    await world.billing.says(acme, {
      type: 'QuotaExhausted',
      data: {
        month: systemRuntime.clock.now().toISOString().slice(0, 7),
        spentUsd: '1.000000',
        reservedUsd: '0.000000',
        limitUsd: '1.000000',
        enforcement: 'hard',
      },
    });
    await world.profile.says(acme, world.credentials(acme, 2, 'sandbox-acme-key'));
    const clipId = await desk.clipOf(acme);
    await soon(async () => expect(await desk.publish(acme, clipId)).toMatchObject({ status: 402 }));
    expect(await decide(acme, id, { decision: 'publish_again' })).toMatchObject({
      status: 402,
      body: { code: 'quota_exceeded' },
    });
    expect((await desk.jobOf(acme, id)).status).toBe('unconfirmed');
    expect(await decide(acme, id, { decision: 'published' })).toMatchObject({ status: 202 });
  });

  it('400, 404 and 409: what cannot be decided', async () => {
    const acme = await world.brand('acme');
    const id = await desk.begin(acme);
    for (const body of [
      {},
      { decision: 'perhaps' },
      { decision: 'give_up', releaseUrl: 'https://mastodon.example/@acme/1' },
      { decision: 'published', releaseUrl: 'javascript:alert(1)' },
    ])
      expect(await decide(acme, id, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await decide(acme, id, { decision: 'give_up' }, 'acme-x')).toMatchObject({
      status: 404,
      body: { code: 'post_not_found' },
    });
    expect(await decide(acme, id, { decision: 'give_up' })).toMatchObject({
      status: 409,
      body: { code: 'not_unconfirmed' },
    });
  });
});
