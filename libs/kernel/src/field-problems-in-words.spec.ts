import { fieldProblemsInWords } from './field-problems-in-words.ts';

const one = { pointer: '/schedule', detail: 'must be "now"' };

it('says what is wrong, and where, as far as it is one thing', () => {
  expect(fieldProblemsInWords([one])).toBe('1 problem at /schedule: must be "now".');
  expect(fieldProblemsInWords([{ pointer: '', detail: 'Send JSON.' }])).toBe('1 problem: Send JSON.');
});

it('says how many there are, and the first', () => {
  expect(fieldProblemsInWords([one, one])).toBe(
    '2 problems; see "errors". The first at /schedule: must be "now".',
  );
});
