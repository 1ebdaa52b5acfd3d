import { scheduleSchema } from './schedule.ts';

const parsed = (text: unknown) => scheduleSchema.safeParse(text).data;

describe('a schedule', () => {
  it.each([
    ['now', 'now'],
    ['draft', 'draft'],
    ['2027-03-01T18:30:00+01:00', '2027-03-01T17:30:00.000Z'],
    ['2027-03-01T17:30:00.123456Z', '2027-03-01T17:30:00.123Z'],
  ])('%s is %s', (text, instant) => {
    expect(parsed(text)).toBe(instant);
  });
  it.each(['', 'soon', '2027-03-01', '2027-03-01T18:30:00', '2027-02-30T18:30:00Z', 1_800_000_000, null])(
    '%j is none',
    (text) => {
      expect(parsed(text)).toBeUndefined();
    },
  );
});
