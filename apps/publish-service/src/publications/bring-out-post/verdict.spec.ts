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
});
