import { expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

it('has a default for everything, also for what is set to nothing', () => {
  expect(readConfig({ HOST: '' })).toMatchObject({
    port: 4110,
    host: '127.0.0.1',
    networkDelayMs: 1_500,
    publicUrl: undefined,
    apiLimitPerHour: undefined,
    sweepIntervalMs: 3_600_000,
    answerDelayMs: 0,
  });
});

it('reads what is set', () => {
  const environment = {
    PORT: '5000',
    SANDBOX_PUBLIC_URL: 'http://sandbox:80',
    SANDBOX_API_LIMIT: '7',
    SANDBOX_SWEEP_INTERVAL_MS: '60000',
    SANDBOX_ANSWER_DELAY_MS: '20',
  };
  expect(readConfig(environment)).toMatchObject({
    port: 5000,
    publicUrl: 'http://sandbox:80',
    apiLimitPerHour: 7,
    sweepIntervalMs: 60_000,
    answerDelayMs: 20,
  });
});

it.each([
  { PORT: 'many' },
  { SANDBOX_API_LIMIT: '0' },
  { SANDBOX_PUBLIC_URL: 'ftp://x' },
  { SANDBOX_ANSWER_DELAY_MS: '-1' },
])('refuses %j', (environment) => {
  expect(() => readConfig(environment)).toThrow();
});
