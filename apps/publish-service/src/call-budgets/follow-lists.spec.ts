import { PostizCallError, type ListedPost, type PostState } from '@clipcast/postiz';
import { FollowLists, type FollowQuestions } from './follow-lists.ts';

const MINUTE_MS = 60_000;
const organisation = '01990000-0000-7000-8000-00000000acae';

let nowMs: number;
let lists: FollowLists;
let postiz: ListedPost[];
let windows: [from: number, to: number][];
beforeEach(() => {
  nowMs = Date.UTC(2027, 0, 10, 10);
  lists = new FollowLists({ now: () => new Date(nowMs), monotonicMs: () => nowMs });
  postiz = [];
  windows = [];
});

const instant = (minutes: number) => new Date(nowMs + minutes * MINUTE_MS);
const stands = (publishDate: Date, state: PostState) =>
  postiz.push({
    id: `post-${postiz.length}`,
    content: '',
    publishDate,
    state,
    releaseURL: null,
    releaseId: null,
    settings: null,
    integrationId: 'i-1',
    provider: 'mastodon',
  });
const questions: FollowQuestions = {
  between: (from: Date, to: Date) => {
    windows.push([(from.getTime() - nowMs) / MINUTE_MS, (to.getTime() - nowMs) / MINUTE_MS]);
    return Promise.resolve(postiz.filter(({ publishDate }) => publishDate >= from && publishDate <= to));
  },
  at: () => Promise.resolve([]),
};
const statesAt = (at: Date, on = questions) =>
  lists.postsAt(organisation, at, on).then(
    (posts) => posts.map(({ state }) => state),
    (error: unknown) => (error as PostizCallError).retryAfterMs,
  );

it('answers everybody from one list, until it is three minutes old', async () => {
  const [one, other] = [instant(-1), instant(-20)];
  stands(one, 'QUEUE');
  stands(other, 'PUBLISHED');
  expect(await Promise.all([statesAt(one), statesAt(other)])).toEqual([['QUEUE'], ['PUBLISHED']]);
  expect(await statesAt(instant(-5))).toEqual([]);
  nowMs += 3 * MINUTE_MS - 1;
  postiz.length = 0;
  stands(one, 'PUBLISHED');
  expect(await statesAt(one)).toEqual(['QUEUE']);
  nowMs += 1;
  expect(await statesAt(one)).toEqual(['PUBLISHED']);
  expect(windows).toHaveLength(2);
});

/** A post that was made after the list must not be taken for one that has disappeared. */
it('says nothing about an instant that came after the list, but that its post was promoted', async () => {
  const [promoted, drafted, later] = [instant(2), instant(3), instant(4)];
  stands(promoted, 'QUEUE');
  stands(drafted, 'DRAFT');
  await statesAt(instant(-1));
  expect(await statesAt(promoted)).toEqual(['QUEUE']);
  expect(await statesAt(drafted)).toBe(3 * MINUTE_MS);
  nowMs += MINUTE_MS;
  expect(await statesAt(later)).toBe(2 * MINUTE_MS);
});

it('reaches back to whatever somebody asks for, with the next list', async () => {
  await statesAt(instant(-1));
  const old = instant(-200);
  expect(await statesAt(old)).toBe(3 * MINUTE_MS);
  nowMs += 3 * MINUTE_MS;
  expect(await statesAt(instant(-1))).toEqual([]);
  expect(await statesAt(old)).toEqual([]);
  expect(windows).toEqual([
    [-30, 15],
    [-203, 15],
  ]);
});

it('asks for the instant alone, when there is too much for one answer', async () => {
  const tooLarge = new PostizCallError('unknown', 'postiz_answer_too_large', 'Too large.');
  const at = () => Promise.resolve([{ state: 'ERROR' } as ListedPost]);
  expect(await statesAt(instant(-1), { between: () => Promise.reject(tooLarge), at })).toEqual(['ERROR']);
});
