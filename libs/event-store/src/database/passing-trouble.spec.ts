import { isDatabaseTrouble } from './passing-trouble.ts';

const withCode = (code: string): Error => Object.assign(new Error('x'), { code });

it.each(['ECONNREFUSED', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', '57P01', '25006', '40001'])(
  '%s will pass',
  (code) => {
    expect(isDatabaseTrouble(withCode(code))).toBe(true);
  },
);

it.each(['23505', '42P01', '22021', 'ENOENT'])('%s will not pass', (code) => {
  expect(isDatabaseTrouble(withCode(code))).toBe(false);
});
