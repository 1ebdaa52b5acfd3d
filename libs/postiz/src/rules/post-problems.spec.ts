import type { Json, JsonObject } from '@clipcast/kernel';
import { aPicture, aPost, aVideo } from '../testing/a-post.ts';
import type { CheckedMedia, CheckedPost } from './checked-post.ts';
import type { PostProblemCode } from './post-problem.ts';
import { postProblems } from './post-problems.ts';

const found = (post: CheckedPost) => postProblems(post).map(({ pointer, code }) => [pointer, code]);
const pictures = (count: number): CheckedMedia[] => Array.from({ length: count }, () => aPicture());

const NETWORKS = [
  'youtube',
  'tiktok',
  'tiktok-business',
  'instagram',
  'instagram-standalone',
  'x',
  'facebook',
  'linkedin',
  'linkedin-page',
  'threads',
  'bluesky',
  'mastodon',
  'telegram',
  'nostr',
  'vk',
  'a-network-of-tomorrow',
];

it.each(NETWORKS)('a clip for %s passes, with keys that nobody knows', (identifier) => {
  const post = aPost(identifier);
  expect(found(post)).toEqual([]);
  expect(found({ ...post, settings: { ...post.settings, clipcastRef: 'r', __type: identifier } })).toEqual(
    [],
  );
});

describe('settings', () => {
  it.each<[string, Readonly<Record<string, Json | undefined>>, pointer: string, PostProblemCode]>([
    ['youtube', { title: undefined }, '/settings/title', 'setting_missing'],
    ['youtube', { title: 'x' }, '/settings/title', 'setting_invalid'],
    ['youtube', { title: 'x'.repeat(101) }, '/settings/title', 'setting_invalid'],
    ['youtube', { title: 7 }, '/settings/title', 'setting_invalid'],
    ['youtube', { type: 'secret' }, '/settings/type', 'setting_invalid'],
    ['youtube', { type: undefined }, '/settings/type', 'setting_missing'],
    ['youtube', { selfDeclaredMadeForKids: true }, '/settings/selfDeclaredMadeForKids', 'setting_invalid'],
    ['youtube', { thumbnail: 'https://x.com/a.jpg' }, '/settings/thumbnail', 'setting_invalid'],
    ['youtube', { tags: 'a,b' }, '/settings/tags', 'setting_invalid'],
    ['youtube', { tags: ['a'] }, '/settings/tags/0', 'setting_invalid'],
    ['youtube', { tags: [{ value: 'a' }] }, '/settings/tags/0/label', 'setting_missing'],
    ['youtube', { tags: [{ value: 'a', label: 'x'.repeat(501) }] }, '/settings/tags', 'setting_invalid'],
    ['tiktok', { privacy_level: 'PUBLIC' }, '/settings/privacy_level', 'setting_invalid'],
    ['tiktok', { duet: 'no' }, '/settings/duet', 'setting_invalid'],
    ['tiktok', { stitch: undefined }, '/settings/stitch', 'setting_missing'],
    ['tiktok', { autoAddMusic: true }, '/settings/autoAddMusic', 'setting_invalid'],
    ['tiktok', { content_posting_method: undefined }, '/settings/content_posting_method', 'setting_missing'],
    ['tiktok', { title: 'x'.repeat(91) }, '/settings/title', 'setting_invalid'],
    ['tiktok-business', { music: { title: 'x' } }, '/settings/music/id', 'setting_missing'],
    ['instagram', { post_type: undefined }, '/settings/post_type', 'setting_missing'],
    ['instagram', { post_type: 'reel' }, '/settings/post_type', 'setting_invalid'],
    ['instagram-standalone', { collaborators: [{}] }, '/settings/collaborators/0/label', 'setting_missing'],
    ['x', { who_can_reply_post: undefined }, '/settings/who_can_reply_post', 'setting_missing'],
    ['x', { who_can_reply_post: 'nobody' }, '/settings/who_can_reply_post', 'setting_invalid'],
    ['x', { community: 'https://x.com/acme' }, '/settings/community', 'setting_invalid'],
    ['facebook', { url: 'acme' }, '/settings/url', 'setting_invalid'],
    ['linkedin', { post_as_images_carousel: 'yes' }, '/settings/post_as_images_carousel', 'setting_invalid'],
    ['mastodon', { 'x-plug-repost--1': {} }, '/settings/x-plug-repost--1', 'setting_reserved'],
    ['mastodon', { 'plug-a/b~c': 1 }, '/settings/plug-a~1b~0c', 'setting_reserved'],
    ['mastodon', { __type: 'youtube' }, '/settings/__type', 'setting_reserved'],
  ])('of %s with %j: %s %s', (identifier, change, pointer, code) => {
    const post = aPost(identifier);
    const settings = JSON.parse(JSON.stringify({ ...post.settings, ...change })) as JsonObject;
    expect(found({ ...post, settings })).toEqual([[pointer, code]]);
  });

  it('that may be left out may also be null', () => {
    const settings = { title: 'A clip', type: 'public', tags: null, thumbnail: null };
    expect(found(aPost('youtube', { settings }))).toEqual([]);
  });

  it('of an article on X need no audience', () => {
    const post = aPost('x', { settings: { post_type: 'article' }, media: [aPicture()] });
    expect(found(post)).toEqual([]);
  });

  it('that are missing are all told at once, in words', () => {
    expect(postProblems(aPost('youtube', { settings: {} }))).toEqual([
      {
        pointer: '/settings/title',
        code: 'setting_missing',
        detail: '"title" is required: must be a text of 2 to 100 characters.',
      },
      {
        pointer: '/settings/type',
        code: 'setting_missing',
        detail: '"type" is required: must be one of public, private, unlisted.',
      },
    ]);
  });
});

describe('a file', () => {
  it.each<[string, CheckedMedia, PostProblemCode]>([
    ['that is empty', aVideo({ bytes: 0 }), 'media_empty'],
    [
      'of a type Postiz stores but does not post',
      aPicture({ mimeType: 'image/avif', fileName: 'a.avif' }),
      'media_type',
    ],
    ['of another kind of video', aVideo({ mimeType: 'video/webm', fileName: 'a.webm' }), 'media_type'],
    ['with an ending in capitals', aVideo({ fileName: 'clip.MP4' }), 'media_extension'],
    ['without an ending', aVideo({ fileName: 'clip' }), 'media_extension'],
    ['of a brand for iTunes', aVideo({ ftypBrand: 'M4V ' }), 'media_brand'],
    ['of a brand for QuickTime', aVideo({ ftypBrand: 'qt  ' }), 'media_brand'],
    ['beyond 1 GiB', aVideo({ bytes: 1024 ** 3 + 1 }), 'media_too_large'],
    ['beyond 10 MiB that is a picture', aPicture({ bytes: 10 * 1024 ** 2 + 1 }), 'media_too_large'],
  ])('%s is %j', (_what, media, code) => {
    expect(found(aPost('mastodon', { media: [aPicture(), media] }))).toEqual([['/media/1', code]]);
  });

  it.each(['isom', 'iso2', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'dash', 'MSNV', 'f4v ', undefined])(
    'of the brand %j passes',
    (ftypBrand) => {
      const { ftypBrand: _known, ...video } = aVideo();
      const media = ftypBrand === undefined ? video : { ...video, ftypBrand };
      expect(found(aPost('mastodon', { media: [media] }))).toEqual([]);
    },
  );
});

describe('media', () => {
  it.each<[string, CheckedMedia[], pointer: string, PostProblemCode]>([
    ['youtube', [], '/media', 'media_count'],
    ['youtube', [aVideo(), aVideo()], '/media', 'media_count'],
    ['youtube', [aPicture()], '/media/0', 'media_kind'],
    ['tiktok', [], '/media', 'media_count'],
    ['tiktok-business', [aPicture(), aVideo()], '/media/1', 'media_kind'],
    ['instagram', [], '/media', 'media_count'],
    ['instagram-standalone', pictures(11), '/media', 'media_count'],
    ['bluesky', [aVideo(), aVideo()], '/media', 'media_count'],
  ])('of %s: %j', (identifier, media, pointer, code) => {
    expect(found(aPost(identifier, { media }))).toEqual([[pointer, code]]);
  });

  it.each<[string, CheckedMedia[]]>([
    ['tiktok', pictures(3)],
    ['instagram', [aVideo(), ...pictures(9)]],
    ['bluesky', [aVideo(), aPicture()]],
    ['mastodon', []],
  ])('of %s may be several, or none: %j', (identifier, media) => {
    expect(found(aPost(identifier, { media }))).toEqual([]);
  });

  it('of an article on X are pictures', () => {
    const settings = { post_type: 'article' };
    expect(found(aPost('x', { settings, media: [aPicture(), aVideo()] }))).toEqual([
      ['/media/1', 'media_kind'],
    ]);
  });
});

describe('a text', () => {
  it.each([
    ['bluesky', 300],
    ['threads', 500],
    ['mastodon', 500],
    ['tiktok', 2_000],
    ['instagram', 2_200],
    ['youtube', 5_000],
    ['x', 4_000],
  ])('for %s has at most %i characters', (identifier, max) => {
    expect(found(aPost(identifier, { content: 'ü'.repeat(max) }))).toEqual([]);
    expect(found(aPost(identifier, { content: '👍'.repeat(max) }))).toEqual([]);
    expect(found(aPost(identifier, { content: 'x'.repeat(max + 1) }))).toEqual([
      ['/content', 'content_too_long'],
    ]);
  });

  it('for X is shorter where it is known that the account does not pay', () => {
    expect(found(aPost('x', { content: 'x'.repeat(280), isPremium: false }))).toEqual([]);
    expect(found(aPost('x', { content: 'x'.repeat(281), isPremium: false }))).toEqual([
      ['/content', 'content_too_long'],
    ]);
  });

  it('is counted without its markup', () => {
    expect(found(aPost('bluesky', { content: `<p class="a">${'x'.repeat(300)}</p>` }))).toEqual([]);
  });

  it.each(['', '  \n', '<p></p>', '<br/>'])('of %j needs media', (content) => {
    expect(found(aPost('mastodon', { content, media: [] }))).toEqual([['/content', 'content_empty']]);
    expect(found(aPost('mastodon', { content }))).toEqual([]);
  });

  it.each(['<3', '1 < 2 > 0'])('of %j is one', (content) => {
    expect(found(aPost('mastodon', { content, media: [] }))).toEqual([]);
  });
});

it('a post fits into a request', () => {
  const settings = { clipcastRef: 'ä'.repeat(50_000) };
  expect(found(aPost('a-network-of-tomorrow', { settings }))).toEqual([['', 'post_too_large']]);
  expect(found(aPost('a-network-of-tomorrow', { settings: { clipcastRef: 'ä'.repeat(49_000) } }))).toEqual(
    [],
  );
});
