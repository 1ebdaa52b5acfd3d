import { judge, type Sight } from './verdict.ts';

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

  it.each<[Sight, number, string | null, number]>([
    ['ERROR', 0, 'postiz_shows_error', 1.5],
    ['absent', 0, 'postiz_shows_nothing', 1.5],
    ['DRAFT', 0, 'postiz_shows_draft', 1.5],
    ['QUEUE', 1 * minutes, null, 0],
    ['QUEUE', 2 * minutes, 'postiz_is_late', 30],
    ['OTHER', 2 * minutes, 'postiz_is_late', 30],
  ])('%s %d ms after its instant is told as %s while it is waited out', (sight, ms, code, inMinutes) => {
    expect(judge(sight, ms)).toMatchObject({
      is: 'open',
      odd: code === null ? null : { code, untilMs: inMinutes * minutes },
    });
  });
});
