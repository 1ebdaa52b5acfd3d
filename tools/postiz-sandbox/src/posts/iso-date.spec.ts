import { describe, expect, it } from '@jest/globals';
import { parseIsoDate, startOfMinute } from './iso-date.ts';

describe('parseIsoDate', () => {
  it.each([
    ['2027-01-10T10:00:00.137Z', '2027-01-10T10:00:00.137Z'],
    ['2027-01-10T10:00:00.137999Z', '2027-01-10T10:00:00.137Z'],
    ['2027-01-10T10:00:00.1Z', '2027-01-10T10:00:00.100Z'],
    ['2027-01-10T10:00:00+02:00', '2027-01-10T08:00:00.000Z'],
    ['2027-01-10T10:00:00-0330', '2027-01-10T13:30:00.000Z'],
    ['2027-01-10T10:00:00', '2027-01-10T10:00:00.000Z'],
    ['2027-01-10', '2027-01-10T00:00:00.000Z'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseIsoDate(text)?.toISOString()).toBe(expected);
  });

  it.each(['', 'tomorrow', '2027-02-30T10:00:00Z', '2027-13-01', '2027-01-01T24:00:00Z', '1799999999'])(
    'refuses %j',
    (text) => {
      expect(parseIsoDate(text)).toBeUndefined();
    },
  );
});

it('cuts an instant to its minute', () => {
  expect(startOfMinute(new Date('2027-01-10T10:00:59.999Z')).toISOString()).toBe('2027-01-10T10:00:00.000Z');
});
