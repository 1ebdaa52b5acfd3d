import { postIn } from '../../testing/a-post.ts';
import { instantFor, safetyMs } from './instants.ts';

const NOW = new Date('2026-11-22T10:00:00.000Z');
const SOON = '2026-11-22T12:00:00.000Z';

describe('the instant that is asked for', () => {
  it('is a lead ahead, also for a date that is nearer or past', () => {
    const soonest = Date.parse('2026-11-22T10:02:00.000Z');
    for (const schedule of ['now', '2026-11-22T10:01:00.000Z', '2026-11-20T10:00:00.000Z']) {
      const instant = instantFor(postIn('waiting', {}, { schedule }), 'pub_1', NOW, 120).getTime();
      expect(instant).toBeGreaterThanOrEqual(soonest);
      expect(instant).toBeLessThan(soonest + 1_000);
    }
  });
  /** Two brands that were given the same Postiz by mistake must not find each other's post at their instant. */
  it('is in the wanted second, at milliseconds of its own', () => {
    const post = postIn('waiting', {}, { schedule: SOON });
    const instants = ['pub_1', 'pub_2', 'pub_3', 'pub_4'].map((id) =>
      instantFor(post, id, NOW, 120).toISOString(),
    );
    expect(instants.every((instant) => instant.startsWith('2026-11-22T12:00:00.'))).toBe(true);
    expect(new Set(instants).size).toBeGreaterThan(1);
    expect(instantFor(post, 'pub_1', NOW, 120)).toEqual(instantFor(post, 'pub_1', NOW, 120));
  });
  it('is never a whole second, which people pick in Postiz', () => {
    const post = postIn('waiting', {}, { schedule: SOON });
    for (let number = 0; number < 3_000; number += 1)
      expect(instantFor(post, `pub_${number}`, NOW, 120).getUTCMilliseconds()).toBeGreaterThan(0);
  });
  it('is exactly the wanted one when that names milliseconds', () => {
    const post = postIn('waiting', {}, { schedule: '2026-11-22T12:00:00.250Z' });
    expect(instantFor(post, 'pub_1', NOW, 120).toISOString()).toBe('2026-11-22T12:00:00.250Z');
  });
});

it('the margin of a promotion is a third of the lead, half a minute at the most', () => {
  expect([safetyMs(3), safetyMs(120)]).toEqual([1_000, 30_000]);
});
