import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SandboxUnderTest, type PostOverrides } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeAll(async () => {
  test = await SandboxUnderTest.start();
});
afterAll(() => test.stop());

const post = (overrides: PostOverrides) => test.api('POST', '/posts', { json: test.body(overrides) });
const clip = { id: 'any', path: 'https://example.org/a.mp4?x=1' };
const mode = (version: string) => test.control('POST', '/mode', { version });
const e3 = (message: unknown) => ({ message, error: 'Bad Request', statusCode: 400 });

describe('POST /posts, what is refused', () => {
  it.each([
    { raw: '' },
    { json: {} },
    { raw: 'hello', headers: { 'content-type': 'text/plain' } },
    { json: { posts: [{}] } },
  ])('a body without integrations: %j', async (sent) => {
    expect((await test.api('POST', '/posts', sent)).body).toEqual(
      e3('All posts must have an integration id'),
    );
  });

  it('an empty list of posts, as validation', async () => {
    const reply = await test.api('POST', '/posts', { json: { ...test.body(), posts: [] } });
    expect(reply.body).toEqual(e3(['posts must contain at least 1 elements']));
  });

  it.each(['unknown', 'globex-mastodon'])('the channel %s, which acme does not have', async (integration) => {
    expect((await post({ integration })).body).toEqual(e3(`Integration with id ${integration} not found`));
  });

  const fields: [PostOverrides, string][] = [
    [{ date: null }, 'date must be a string'],
    [{ date: 1_799_999_999 }, 'date must be a string'],
    [{ date: '2027-02-30T10:00:00Z' }, 'date must be a valid ISO 8601 date string'],
    [{ shortLink: null }, 'shortLink must be a boolean value'],
    [{ shortLink: undefined }, 'shortLink must be a boolean value'],
    [{ date: undefined }, 'date must be a string'],
    [{ tags: ['clips'] }, 'tags.0 must be an object'],
    [{ value: { image: undefined } }, 'posts.0.value.0.image must be an array'],
    [{ value: { content: 7 } }, 'posts.0.value.0.content must be a string'],
    [{ value: { image: [{ path: clip.path }] } }, 'posts.0.value.0.image.0.id must be a string'],
    [
      { value: { image: [{ ...clip, thumbnail: 'no' }] } },
      'posts.0.value.0.image.0.thumbnail must be a URL address',
    ],
  ];
  it.each(fields)('%j', async (overrides, message) => {
    expect((await post(overrides)).body).toEqual(e3([message]));
  });

  it.each(['https://example.org/a.MP4', 'https://example.org/a.avif', 'https://example.org/a?b=.mp4'])(
    'the media path %s',
    async (path) => {
      expect((await post({ value: { image: [{ id: 'a', path }] } })).status).toBe(400);
    },
  );

  it('missing settings of a provider that has required ones, also for drafts', async () => {
    const reply = await post({ integration: 'acme-youtube', value: { image: [clip] } });
    expect(reply.body).toEqual(
      e3([
        'posts.0.settings.title must be a string',
        'posts.0.settings.type must be one of the following values: public, private, unlisted',
      ]),
    );
  });

  it('content that is markup only, in shape E5', async () => {
    const reply = await post({ value: { content: '<p> </p>' } });
    const message = expect.any(String);
    expect(reply.body).toEqual({ statusCode: 400, provider: 'mastodon', name: 'Acme on Mastodon', message });
    expect((await post({ value: { content: '', image: [clip] } })).status).toBe(201);
  });

  it('media and lengths that the channel does not take, unless it is a draft', async () => {
    const youtube = { integration: 'acme-youtube', settings: { title: 'A title', type: 'public' } };
    expect((await post({ ...youtube, type: 'schedule' })).body).toMatchObject({ provider: 'youtube' });
    expect((await post({ ...youtube, type: 'schedule', value: { image: [clip] } })).status).toBe(201);
    expect((await post(youtube)).status).toBe(201);
    const long = {
      integration: 'acme-x',
      settings: { who_can_reply_post: 'everyone' },
      value: { content: 'x'.repeat(281) },
    };
    expect((await post({ ...long, type: 'schedule' })).body).toMatchObject({ provider: 'x' });
    expect((await post(long)).status).toBe(201);
  });
});

describe('POST /posts, what is stored', () => {
  it('answers 201 with the ids in the order of the request', async () => {
    const one = test.body({ date: test.time.inMs(137) }).posts;
    const two = test.body({ integration: 'acme-x', settings: { who_can_reply_post: 'everyone' } }).posts;
    const reply = await test.api('POST', '/posts', { json: { ...test.body(), posts: [...one, ...two] } });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual([
      { postId: expect.any(String), integration: 'acme-mastodon' },
      { postId: expect.any(String), integration: 'acme-x' },
    ]);
  });

  it('keeps the millisecond, unknown keys of settings, and overwrites the provider', async () => {
    const date = '2027-05-01T10:00:00.137Z';
    const id = await test.create({ date, settings: { clientRef: { a: [1] }, __type: 'youtube' } });
    expect(await test.list(date, date)).toEqual([
      {
        id,
        content: 'A clip',
        publishDate: date,
        releaseURL: null,
        releaseId: null,
        state: 'DRAFT',
        intervalInDays: null,
        group: expect.stringMatching(/^[0-9a-f-]{36}$/),
        creationMethod: 'API',
        settings: '{"clientRef":{"a":[1]},"__type":"mastodon"}',
        tags: [],
        integration: {
          id: 'acme-mastodon',
          providerIdentifier: 'mastodon',
          name: 'Acme on Mastodon',
          picture: `${test.sandbox.url}/sandbox/pictures/mastodon.svg`,
        },
      },
    ]);
  });

  it('sanitises content at head and keeps it verbatim in 2.11', async () => {
    const content =
      '<p class="a" data-x="1" style="b">A & <em>B</em></p><script>alert(1)</script><iframe></iframe>';
    const head = await test.create({ value: { content } });
    expect((await test.judgedPost(head))?.['content']).toBe('<p class="a" data-x="1">A &amp; B</p>');
    await mode('2.11');
    const old = await test.create({ value: { content } });
    await mode('head');
    expect((await test.judgedPost(old))?.['content']).toBe(content);
  });

  it('does not check the type at head and queues whatever is no draft', async () => {
    const id = await test.create({ type: 'whatever' });
    expect(await test.judgedPost(id)).toMatchObject({ state: 'QUEUE' });
    expect((await post({ type: undefined })).status).toBe(201);
  });

  it('checks the type in 2.11, which knows no update', async () => {
    await mode('2.11');
    const message = ['type must be one of the following values: draft, schedule, now'];
    expect((await post({ type: 'whatever' })).body).toEqual(e3(message));
    expect((await post({ type: 'update' })).body).toEqual(e3(message));
    await mode('head');
  });

  it('takes any text for true as shortLink', async () => {
    expect((await post({ shortLink: 'false' })).status).toBe(201);
  });

  it('cuts the instant of "now" to the minute and ignores the date', async () => {
    const id = await test.create({ type: 'now', date: '2030-01-01T00:00:00.000Z' });
    expect(await test.judgedPost(id)).toMatchObject({ publishDate: '2027-01-10T10:00:00.000Z' });
  });

  it('attaches only tags that exist', async () => {
    await test.control('POST', '/organisations', {
      name: 'tagged',
      key: 'tagged-key',
      integrations: [{ id: 'm', name: 'M', identifier: 'mastodon' }],
      tags: ['clips'],
    });
    const date = '2027-05-02T10:00:00.000Z';
    const tags = ['clips', 'unknown'].map((label) => ({ value: label, label }));
    await test.create({ date, tags, integration: 'm', key: 'tagged-key' });
    const [listed] = await test.list(date, date, { authorization: 'tagged-key' });
    expect(listed?.['tags']).toEqual([{ tag: expect.objectContaining({ name: 'clips', deletedAt: null }) }]);
  });

  it('writes element after element: a later refusal leaves the earlier ones behind', async () => {
    const before = (await test.judged()).length;
    const good = test.body().posts;
    const empty = test.body({ value: { content: '' } }).posts;
    const reply = await test.api('POST', '/posts', { json: { ...test.body(), posts: [...good, ...empty] } });
    expect(reply.status).toBe(400);
    expect(await test.judged()).toHaveLength(before + 1);
  });
});
