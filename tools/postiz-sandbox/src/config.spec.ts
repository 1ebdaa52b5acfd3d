import { expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

it('has a default for everything, also for what is set to nothing', () => {
  expect(readConfig({ HOST: '' })).toMatchObject({
    port: 4110,
    host: '127.0.0.1',
    networkDelayMs: 1_500,
    publicUrl: undefined,
    apiLimitPerHour: undefined,
  });
});

it('reads what is set', () => {
  const environment = { PORT: '5000', SANDBOX_PUBLIC_URL: 'http://sandbox:80', SANDBOX_API_LIMIT: '7' };
  expect(readConfig(environment)).toMatchObject({
    port: 5000,
    publicUrl: 'http://sandbox:80',
    apiLimitPerHour: 7,
  });
});

it.each([{ PORT: 'many' }, { SANDBOX_API_LIMIT: '0' }, { SANDBOX_PUBLIC_URL: 'ftp://x' }])(
  'refuses %j',
  (environment) => {
    expect(() => readConfig(environment)).toThrow();
  },
);
