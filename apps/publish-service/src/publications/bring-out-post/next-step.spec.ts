import { judge, nextStep, safetyMs, type Sight } from './next-step.ts';

const T = '2026-11-22T10:00:04.000Z';
const at = (secondsBeforeT: number) => new Date(Date.parse(T) - secondsBeforeT * 1_000);
const base = {
  integration: { integrationId: 'a', provider: 'x', name: 'A', caption: '', settings: {} },
  attempts: 1,
  trouble: null,
};

describe('the next step', () => {
  it('of an intended draft without an answer is to look for it, never to create it again', () => {
    expect(nextStep({ ...base, phase: 'drafting', publishAt: T }, at(3), 4).do).toBe('find-draft');
  });
  it('of a draft is its promotion only while its instant is safely ahead', () => {
    const post = { ...base, phase: 'drafted', publishAt: T, postId: 'p' } as const;
    expect(nextStep(post, at(2), 4).do).toBe('promote');
    expect(nextStep(post, at(1.3), 4).do).toBe('intend-drop');
    expect(nextStep(post, at(-60), 4).do).toBe('intend-drop');
  });
  it('of an intended promotion without an answer is to read its state, never to promote again', () => {
    expect(nextStep({ ...base, phase: 'promoting', publishAt: T, postId: 'p' }, at(3), 4).do).toBe(
      'check-promotion',
    );
  });
  it('of a post that has used up its attempts is to say so, not to go on for ever', () => {
    const post = { ...base, attempts: 10, phase: 'waiting' } as const;
    expect(nextStep(post, at(3), 4).do).toBe('give-up');
    expect(nextStep({ ...post, attempts: 9 }, at(3), 4).do).toBe('create');
  });
  it('keeps a margin of a third of the lead, half a minute at the most', () => {
    expect([safetyMs(3), safetyMs(120)]).toEqual([1_000, 30_000]);
  });
});

describe('what an accepted post has come to', () => {
  const minutes = 60_000;
  const cases: [Sight, number, string][] = [
    ['PUBLISHED', 0, 'published'],
    ['QUEUE', 29 * minutes, 'open'],
    ['QUEUE', 31 * minutes, 'unconfirmed'],
    ['ERROR', 1 * minutes, 'open'],
    ['ERROR', 2 * minutes, 'unconfirmed'],
    ['absent', 1 * minutes, 'open'],
    ['absent', 2 * minutes, 'unconfirmed'],
    ['DRAFT', 2 * minutes, 'unconfirmed'],
    ['OTHER', 29 * minutes, 'open'],
    ['OTHER', 31 * minutes, 'unconfirmed'],
  ];
  it.each(cases)('%s %d ms after its instant: %s', (sight, ms, verdict) => {
    expect(judge(sight, ms).is).toBe(verdict);
  });
});
