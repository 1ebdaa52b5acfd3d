import { jest } from '@jest/globals';
import type { ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { publishFixture, sampleClip } from '../testing/publish-fixture.ts';

jest.setTimeout(60_000);

let world: Awaited<ReturnType<typeof publishFixture>>;
let acme: ProfileId;
beforeAll(async () => (world = await publishFixture()));
beforeEach(async () => {
  acme = await world.brand('acme');
  await eventually(async () => expect((await list()).status).toBe(200));
});
afterEach(() => world.heal());
afterAll(() => world.close());

const list = () => world.ask('GET', `/profiles/${acme}/integrations`);

it('shows which accounts are switched off in Postiz', async () => {
  const integrations = [
    { id: 'i-1', name: 'On', identifier: 'mastodon' },
    { id: 'i-2', name: 'Off', identifier: 'bluesky', disabled: true },
  ];
  await world.organisation({ name: 'initech', key: 'sandbox-initech-key', integrations });
  await world.profile.says(acme, world.credentials(acme, 2, 'sandbox-initech-key'));
  await eventually(async () => {
    const { items } = (await list()).body as { items: { id: string; disabled: boolean }[] };
    expect(items.map(({ id, disabled }) => [id, disabled])).toEqual([
      ['i-1', false],
      ['i-2', true],
    ]);
  });
});

it('says how long to wait when Postiz says so', async () => {
  await world.fault({ operation: 'any', kind: 'status', status: 429, retryAfter: 7, times: 1 });
  const { status, headers, body } = await list();
  expect({ status, body }).toMatchObject({
    status: 503,
    body: { code: 'postiz_rate_limited', retryable: true },
  });
  expect(headers['retry-after']).toBe('7');
});

it('says how long a Postiz that does not answer is left alone, and takes work from memory meanwhile', async () => {
  await world.fault({ operation: 'any', kind: 'status', status: 503 });
  await eventually(async () => {
    const { status, headers, body } = await list();
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'postiz_circuit_open' } });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });
  const { body: clip } = await world.upload(acme, sampleClip());
  const asked = { clipId: (clip as { id: string }).id, integrationIds: ['acme-mastodon'] };
  expect(await world.ask('POST', `/profiles/${acme}/publications`, asked)).toMatchObject({ status: 202 });
});
