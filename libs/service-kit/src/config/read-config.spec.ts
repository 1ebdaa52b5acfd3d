import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Secret } from '@clipcast/kernel';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { readConfig } from './read-config.ts';
import { serviceEnvironment } from './service-environment.ts';

const schema = z.object({ ...serviceEnvironment, LEAD_SECONDS: z.coerce.number().default(120) });
const good = {
  PORT: '4101',
  DATABASE_URL: 'postgres://u:canary-one@h/d',
  NATS_URL: 'nats://h:4222',
  CLIPCAST_OPERATOR_KEY: 'canary-two-4711',
};

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(schema, env);
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.problems : [String(error)];
  }
};

it('gives typed values with defaults, frozen, and secrets that do not show themselves', () => {
  const config = readConfig(schema, good);
  expect(config).toMatchObject({
    PORT: 4101,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    CLIPCAST_PUBLIC_PATH: '',
    LEAD_SECONDS: 120,
  });
  expect(config.CLIPCAST_OPERATOR_KEY).toBeInstanceOf(Secret);
  expect(Object.isFrozen(config)).toBe(true);
  expect(inspect(config) + JSON.stringify(config)).not.toContain('canary');
});

it('tells every problem at once and shows no value', () => {
  const problems = problemsOf({
    PORT: '99999',
    DATABASE_URL: 'mysql://canary',
    CLIPCAST_OPERATOR_KEY: 'canary',
  });
  expect(problems).toEqual([
    expect.stringMatching(/^PORT: /),
    'DATABASE_URL: must be a URL that starts with postgres:// or postgresql://',
    'NATS_URL: is required',
    'CLIPCAST_OPERATOR_KEY: must have at least 8 characters',
  ]);
  expect(problems.join()).not.toContain('canary');
});

it('reads a variable from the file that X_FILE names', () => {
  const path = join(folder, 'key');
  writeFileSync(path, 'key-from-a-file\n');
  const { CLIPCAST_OPERATOR_KEY: _direct, ...rest } = good;
  const config = readConfig(schema, { ...rest, CLIPCAST_OPERATOR_KEY_FILE: path });
  expect(config.CLIPCAST_OPERATOR_KEY.reveal()).toBe('key-from-a-file');
  expect(problemsOf({ ...good, CLIPCAST_OPERATOR_KEY_FILE: path })).toEqual([
    'CLIPCAST_OPERATOR_KEY: set either CLIPCAST_OPERATOR_KEY or CLIPCAST_OPERATOR_KEY_FILE, not both',
  ]);
  expect(problemsOf({ ...rest, CLIPCAST_OPERATOR_KEY_FILE: join(folder, 'none') })).toEqual([
    'CLIPCAST_OPERATOR_KEY_FILE: the file cannot be read',
    'CLIPCAST_OPERATOR_KEY: is required',
  ]);
});
