import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NETWORK_DELAY_MS, SandboxUnderTest } from '../testing/sandbox-under-test.ts';
import { eventually } from '@clipcast/testing';

let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const DATE = '2027-05-01T10:00:00.137Z';
const listed = async (id: string) => (await test.list(DATE, DATE)).find((post) => post.id === id);
const groupOf = async (id: string) => String((await listed(id))?.['group']);

async function published(): Promise<string> {
  const id = await test.create({ type: 'schedule', date: test.time.inMs(-1) });
  await eventually(() => {
    test.time.advance(NETWORK_DELAY_MS);
    return eventuallyPublished(id);
  });
  return id;
}
const eventuallyPublished = async (id: string) => {
  expect(await test.judgedPost(id)).toMatchObject({ state: 'PUBLISHED', publications: 1 });
};

describe('ids and groups that a client chose', () => {
  it('are not stored: the same request twice makes two posts', async () => {
    const chosen = { date: DATE, group: 'my-group', value: { id: 'my-id' } };
    const [one, two] = [await test.create(chosen), await test.create(chosen)];
    expect(new Set([one, two, 'my-id']).size).toBe(3);
    expect(await groupOf(one)).not.toBe('my-group');
  });
});

describe('ids and groups that the server gave', () => {
  it('an id updates in place, with a new group and settings replaced wholesale', async () => {
    const id = await test.create({ date: DATE, settings: { a: 1 } });
    const group = await groupOf(id);
    expect(await test.create({ date: DATE, settings: { b: 2 }, value: { id, content: 'New' } })).toBe(id);
    expect(await listed(id)).toMatchObject({ content: 'New', settings: '{"b":2,"__type":"mastodon"}' });
    expect(await groupOf(id)).not.toBe(group);
    expect(await test.judged()).toHaveLength(1);
  });

  it('a group makes a new post and deletes the old ones', async () => {
    const id = await test.create({ date: DATE });
    const next = await test.create({ date: DATE, group: await groupOf(id) });
    expect(next).not.toBe(id);
    expect(await listed(id)).toBeUndefined();
    expect(await test.judgedPost(id)).toMatchObject({ state: 'DELETED' });
  });

  it('the id of a published post is refused with "schedule", unless it is to be republished', async () => {
    const id = await published();
    const again = { type: 'schedule', date: DATE, value: { id } };
    const refused = await test.api('POST', '/posts', { json: test.body(again) });
    expect([refused.status, refused.body]).toEqual([400, expect.objectContaining({ error: 'Bad Request' })]);
    expect(await test.judgedPost(id)).toMatchObject({ state: 'PUBLISHED', content: 'A clip' });
    expect(await test.create({ ...again, republish: true })).toBe(id);
    expect(await test.judgedPost(id)).toMatchObject({ state: 'QUEUE' });
  });

  it('the id of a published post becomes a draft without a word', async () => {
    const id = await published();
    await test.create({ type: 'draft', date: DATE, value: { id } });
    expect(await listed(id)).toMatchObject({ state: 'DRAFT', releaseURL: expect.stringContaining('http') });
  });

  it('the id of a deleted post is answered, and the post stays deleted', async () => {
    const id = await test.create({ date: DATE });
    await test.api('DELETE', `/posts/${id}`);
    expect(await test.create({ type: 'schedule', date: DATE, value: { id } })).toBe(id);
    expect(await test.list(DATE, DATE)).toEqual([]);
  });

  it('ids and groups of other organisations are not checked', async () => {
    const [taken, grouped] = [await test.create({ date: DATE }), await test.create({ date: DATE })];
    const globex = { key: 'sandbox-globex-key', integration: 'globex-mastodon', date: DATE };
    await test.create({ ...globex, value: { id: taken } });
    await test.create({ ...globex, group: await groupOf(grouped) });
    expect(await test.judgedPost(taken)).toMatchObject({
      organisation: 'globex',
      integrationId: 'globex-mastodon',
    });
    expect(await test.judgedPost(grouped)).toMatchObject({ organisation: 'acme', state: 'DELETED' });
  });

  it('"update" changes the row, neither its state nor its job', async () => {
    const id = await test.create({ type: 'schedule', date: test.time.inMs(60_000) });
    await test.create({ type: 'update', date: DATE, value: { id, content: 'Changed' } });
    expect(await listed(id)).toMatchObject({ state: 'QUEUE', content: 'Changed' });
    test.time.advance(60_000);
    await eventually(async () => {
      test.time.advance(NETWORK_DELAY_MS);
      expect(await listed(id)).toMatchObject({ state: 'PUBLISHED' });
    });
  });

  it('"update" without a known id makes a queued row', async () => {
    const id = await test.create({ type: 'update', date: DATE });
    expect(await listed(id)).toMatchObject({ state: 'QUEUE' });
  });
});
