import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@clipcast/event-store';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { startSandbox } from '@clipcast/postiz-sandbox';
import { sandboxAsk } from '@clipcast/postiz-sandbox/testing';
import { createServiceApp, KeyDirectory } from '@clipcast/service-kit';
import { createTestDatabase, eventually, testNats } from '@clipcast/testing';
import { Module } from '@nestjs/common';
import { AppModule } from '../app.module.ts';
import { readProfileConfig } from '../config.ts';
import { serveBehindPrefix } from './behind-prefix.ts';
import { IssuedKeys } from './issued-keys.ts';

const OPERATOR_KEY = 'operator-key-of-the-tests';
const KEY_RING = JSON.stringify({ primary: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } });

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** profile-service as a whole, on real servers, beside a Postiz sandbox. */
export async function profileFixture() {
  const directory = mkdtempSync(join(tmpdir(), 'clipcast-profile-'));
  const nats = await testNats();
  const database = await createTestDatabase();
  const sandbox = await startSandbox({
    port: 0,
    host: '127.0.0.1',
    dataDir: directory,
    runtime: systemRuntime,
  });
  const prefixed = await serveBehindPrefix('/tools/postiz/api', sandbox.port);
  const config = readProfileConfig({
    PORT: '0',
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    CLIPCAST_OPERATOR_KEY: OPERATOR_KEY,
    CLIPCAST_KEYRING: KEY_RING,
    POSTIZ_EGRESS_ALLOW: [sandbox.port, prefixed.port, 9].map((port) => `127.0.0.1:${port}`).join(','),
    LOG_LEVEL: 'silent',
  });
  const keys = new IssuedKeys();
  @Module({
    imports: [AppModule.with(config, systemRuntime)],
    providers: [{ provide: KeyDirectory, useValue: keys }],
  })
  class WithIssuedKeys {}
  const app = await createServiceApp({
    name: 'profile-service',
    config,
    runtime: systemRuntime,
    module: WithIssuedKeys,
  });
  await eventually(async () => {
    if ((await app.inject('/readyz')).statusCode !== 200) throw new Error('not ready');
  });
  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url: path.startsWith('/ops') ? path : `/v1${path}`,
      headers: { authorization: `Bearer ${OPERATOR_KEY}`, ...headers },
      ...(body && { payload: body }),
    });
    const parsed = answer.body === '' ? {} : answer.json<Record<string, unknown>>();
    return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: parsed };
  };
  return {
    ask,
    register: async (name: string) => {
      const { body } = await ask('POST', '/profiles', { name });
      return body['id'] as ProfileId;
    },
    /** Access keys of profiles. */
    keys,
    natsUrl: nats.url,
    databaseUrl: database.url,
    sandboxUrl: sandbox.url,
    /** The same sandbox below a path. */
    prefixedUrl: prefixed.url,
    sandbox: (method: string, path: string, body?: object) =>
      sandboxAsk(sandbox.url, method, `/sandbox${path}`, body),
    /** Everything the database holds, as text: where a secret in clear would show. */
    dump: async () => {
      const opened = openDatabase(database.url, 1);
      const { rows } = await opened.pool.query<{ data: string }>(
        'select (select json_agg(e)::text from events e) || (select json_agg(c)::text from commands c) as data',
      );
      await opened.close();
      return rows[0]?.data ?? '';
    },
    close: async () => {
      await app.close();
      await prefixed.close();
      await sandbox.close();
      await database.drop();
      await nats.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
