import { postIn } from '../../testing/a-post.ts';
import type { Wish } from '../post.ts';
import { nextStep } from './next-step.ts';

const T = '2026-11-22T10:00:04.000Z';
const at = (secondsBeforeT: number) => new Date(Date.parse(T) - secondsBeforeT * 1_000);
const inPostiz = { publishAt: T, postId: 'p' };
const HOUR = 3_600;

describe('the next step', () => {
  it('of an intended draft without an answer is to look for it, never to create it again', () => {
    expect(nextStep(postIn('drafting', { publishAt: T }), at(3), 4).do).toBe('find-draft');
  });
  it('of a draft is its promotion only while its instant is safely ahead', () => {
    const post = postIn('drafted', inPostiz);
    expect(nextStep(post, at(2), 4).do).toBe('promote');
    expect(nextStep(post, at(1.3), 4).do).toBe('intend-drop');
    expect(nextStep(post, at(-60), 4).do).toBe('intend-drop');
  });
  it('of an intended promotion without an answer is to read its state, never to promote again', () => {
    expect(nextStep(postIn('promoting', inPostiz), at(3), 4).do).toBe('check-promotion');
  });
  it('of a post that is being taken out of Postiz is to find out whether it is gone, whatever the time', () => {
    for (const seconds of [3, 1, -60])
      expect(nextStep(postIn('dropping', { ...inPostiz, from: 'accepted' }), at(seconds), 4).do).toBe('drop');
  });
  it('of an accepted post is to follow it, before its instant and after it', () => {
    for (const seconds of [3, 1, -60])
      expect(nextStep(postIn('accepted', inPostiz), at(seconds), 4).do).toBe('follow');
  });
  it('of a post that has used up its attempts is to say so, not to go on for ever', () => {
    const post = (attempts: number) => postIn('waiting', {}, { attempts });
    expect(nextStep(post(10), at(3), 4).do).toBe('give-up');
    expect(nextStep(post(9), at(3), 4).do).toBe('create');
  });
  it('of a post with a date waits for its last day, and its draft for its last hour', () => {
    const waiting = postIn('waiting', {}, { schedule: T });
    expect(nextStep(waiting, at(25 * HOUR), 4)).toEqual({ do: 'wait', until: at(24 * HOUR) });
    expect(nextStep(waiting, at(23 * HOUR), 4).do).toBe('create');
    const drafted = postIn('drafted', inPostiz, { schedule: T });
    expect(nextStep(drafted, at(2 * HOUR), 4)).toEqual({ do: 'wait', until: at(HOUR) });
    expect(nextStep(drafted, at(HOUR - 1), 4).do).toBe('promote');
  });
  it('of a draft that was asked for as one is to leave it, whatever its instant', () => {
    const post = postIn('drafted', inPostiz, { schedule: 'draft' });
    expect(nextStep(post, at(3), 4).do).toBe('leave-as-draft');
    expect(nextStep(post, at(-60), 4).do).toBe('leave-as-draft');
  });

  describe('with a wish', () => {
    it.each<Wish>(['cancel', 'move'])(
      'to %s takes out of Postiz what is there, while that is safe',
      (wish) => {
        expect(nextStep(postIn('drafted', inPostiz, { wish }), at(2), 4).do).toBe('intend-drop');
        expect(nextStep(postIn('accepted', inPostiz, { wish }), at(2), 4).do).toBe('intend-drop');
        expect(nextStep(postIn('accepted', inPostiz, { wish }), at(1), 4).do).toBe('refuse-withdrawal');
        expect(nextStep(postIn('accepted', inPostiz, { wish }), at(-1), 4).do).toBe('refuse-withdrawal');
      },
    );
    it('to cancel or to give up ends where nothing is in Postiz any more; another goes on', () => {
      expect(nextStep(postIn('waiting', {}, { wish: 'cancel' }), at(3), 4).do).toBe('conclude-wish');
      expect(nextStep(postIn('waiting', {}, { wish: 'give-up' }), at(3), 4).do).toBe('conclude-wish');
      expect(nextStep(postIn('waiting', {}, { wish: 'move' }), at(3), 4).do).toBe('create');
    });
    it('finds out first what became of a call without an answer', () => {
      expect(nextStep(postIn('drafting', { publishAt: T }, { wish: 'cancel' }), at(3), 4).do).toBe(
        'find-draft',
      );
      expect(nextStep(postIn('promoting', inPostiz, { wish: 'cancel' }), at(3), 4).do).toBe(
        'check-promotion',
      );
    });
  });

  describe('of a post whose end is unknown', () => {
    const unconfirmed = { ...inPostiz, code: 'c', detail: 'd', evidence: null, watched: true };
    it('is to look whether it appears, until that has been done for long enough', () => {
      expect(nextStep(postIn('unconfirmed', unconfirmed), at(-600), 4).do).toBe('watch');
      expect(nextStep(postIn('unconfirmed', { ...unconfirmed, watched: false }), at(-600), 4).do).toBe(
        'rest',
      );
    });
    it('is to take it out of Postiz once a person wants it published again, or given up', () => {
      for (const wish of ['again', 'give-up'] as const) {
        const decided = postIn('unconfirmed', { ...unconfirmed, watched: false }, { wish });
        expect(nextStep(decided, at(-600), 4).do).toBe('intend-drop');
      }
    });
  });

  it('of a post that has come to its end is none', () => {
    const ends = [
      postIn('published', { ...inPostiz, releaseUrl: null }),
      postIn('failed', { code: 'c', detail: 'd' }),
      postIn('cancelled', { detail: 'd' }),
      postIn('left-as-draft', inPostiz),
    ];
    for (const post of ends) expect(nextStep(post, at(3), 4).do).toBe('rest');
  });
});
