import { postIn } from '../testing/a-post.ts';
import { inEachPhase } from '../testing/every-decision.ts';
import type { Phase, Post } from './post.ts';
import { PAUSED, statusOfPost, statusOfPublication, type PublicationStatus } from './publication-status.ts';

const DATE = '2026-11-23T10:00:00.000Z';
const phases = inEachPhase();
const paused = { code: PAUSED, detail: 'd', until: null };

describe('the status of a post', () => {
  it.each<[Phase, PublicationStatus, PublicationStatus]>([
    ['waiting', 'running', 'scheduled'],
    ['drafting', 'running', 'scheduled'],
    ['drafted', 'running', 'scheduled'],
    ['promoting', 'running', 'scheduled'],
    ['dropping', 'running', 'scheduled'],
    ['accepted', 'running', 'scheduled'],
    ['published', 'published', 'published'],
    ['unconfirmed', 'unconfirmed', 'unconfirmed'],
    ['failed', 'failed', 'failed'],
    ['left-as-draft', 'scheduled', 'scheduled'],
    ['cancelled', 'cancelled', 'cancelled'],
  ])('that is %s: %s, with a date %s', (phase, now, dated) => {
    expect(statusOfPost({ ...phases[phase], schedule: 'now' })).toBe(now);
    expect(statusOfPost({ ...phases[phase], schedule: 'draft' })).toBe(now);
    expect(statusOfPost({ ...phases[phase], schedule: DATE })).toBe(dated);
  });
  it('is queued before its first attempt', () => {
    expect(statusOfPost(postIn('waiting', {}, { attempts: 0 }))).toBe('queued');
    expect(statusOfPost(postIn('waiting', {}, { attempts: 0, schedule: DATE }))).toBe('scheduled');
  });
  it('is paused while publishing is, and has not ended', () => {
    expect(statusOfPost({ ...phases.waiting, schedule: DATE, trouble: paused })).toBe('paused');
    expect(statusOfPost({ ...phases.drafted, trouble: { ...paused, code: 'postiz_timeout' } })).toBe(
      'running',
    );
    expect(statusOfPost({ ...phases.failed, trouble: paused })).toBe('failed');
  });
});

describe('the status of a publication', () => {
  const scheduled: Post = { ...phases.accepted, schedule: DATE };
  const held: Post = { ...phases.waiting, trouble: paused };
  const { published, failed, unconfirmed, cancelled, accepted } = phases;
  const leftAsDraft = phases['left-as-draft'];
  it.each<[PublicationStatus, readonly Post[]]>([
    ['published', [published, published]],
    ['failed', [failed, failed]],
    ['scheduled', [scheduled, scheduled]],
    ['cancelled', [cancelled, cancelled]],
    ['running', [scheduled, published]],
    ['scheduled', [scheduled, cancelled]],
    ['scheduled', [scheduled, failed]],
    ['running', [accepted, unconfirmed]],
    ['paused', [held, accepted]],
    ['paused', [held, failed]],
    ['unconfirmed', [unconfirmed, published]],
    ['unconfirmed', [unconfirmed, failed]],
    ['partly_published', [published, failed]],
    ['partly_published', [published, cancelled]],
    ['partly_published', [published, leftAsDraft]],
    ['scheduled', [leftAsDraft, failed]],
    ['failed', [failed, cancelled]],
  ])('%s', (status, posts) => {
    expect(statusOfPublication(posts)).toBe(status);
    expect(statusOfPublication(posts.toReversed())).toBe(status);
  });
});
