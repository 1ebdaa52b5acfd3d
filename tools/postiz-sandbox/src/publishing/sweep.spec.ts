import { describe, expect, it } from '@jest/globals';
import type { Post } from '../state/post.ts';
import { emptyState } from '../state/sandbox-state.ts';
import { sweep } from './sweep.ts';

const NOW = new Date('2027-01-10T12:00:00.000Z');
const HOUR = 3_600_000;
const agoMs = (ms: number): string => new Date(NOW.getTime() - ms).toISOString();

/** A queued post that has been overdue for an hour. */
const forgotten: Post = {
  id: 'post',
  organisation: 'acme',
  integrationId: 'acme-mastodon',
  group: 'group',
  state: 'QUEUE',
  content: 'A clip',
  image: [],
  comments: [],
  settings: {},
  tags: [],
  publishDate: agoMs(HOUR),
  intervalInDays: null,
  creationMethod: 'API',
  releaseURL: null,
  releaseId: null,
  publications: 0,
  publishedAt: null,
  createdAt: agoMs(2 * HOUR),
  deletedAt: null,
};

const stateWith = (post: Partial<Post>) => {
  const state = emptyState();
  state.posts.set({ ...forgotten, ...post });
  return state;
};
const found = [{ type: 'post-state-set', id: 'post', state: 'QUEUE', jobDueAtMs: NOW.getTime() }];

describe('the sweep', () => {
  it.each([agoMs(1), agoMs(HOUR), agoMs(48 * HOUR)])('finds a forgotten post of %s', (publishDate) => {
    expect(sweep(stateWith({ publishDate }), NOW)).toEqual(found);
  });

  it.each<Partial<Post>>([
    { publishDate: agoMs(0) },
    { publishDate: agoMs(-HOUR) },
    { publishDate: agoMs(48 * HOUR + 1) },
    { state: 'DRAFT' },
    { state: 'PUBLISHED' },
    { state: 'ERROR' },
    { deletedAt: agoMs(0) },
  ])('leaves a post alone with %j', (post) => {
    expect(sweep(stateWith(post), NOW)).toEqual([]);
  });

  it('leaves a post alone that has a job or is on its way', () => {
    const withJob = stateWith({});
    withJob.jobs.set('post', NOW.getTime());
    expect(sweep(withJob, NOW)).toEqual([]);
    const onItsWay = stateWith({});
    const landing = { landsAtMs: NOW.getTime() + 1, retryMs: 0, deliveries: 1, shown: 1 };
    onItsWay.flights.set('flight', { id: 'flight', postId: 'post', outcome: 'published', ...landing });
    expect(sweep(onItsWay, NOW)).toEqual([]);
  });
});
