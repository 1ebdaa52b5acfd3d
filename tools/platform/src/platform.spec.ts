import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { systemRuntime } from '@clipcast/kernel';
import {
  findOrFetchNatsServer,
  isAlive,
  isPortFree,
  LocalNats,
  LocalPostgres,
  withClient,
} from '@clipcast/local-servers';
import { eventually } from '@clipcast/testing';
import { readPlatformConfig, type PlatformConfig } from './config.ts';
import { Platform, type PlatformAccess, type PlatformSurroundings } from './platform.ts';
import { claimDataDirectory, writePid } from './supervision/pid-files.ts';
import { freePortRange } from './testing/free-port-range.ts';
import { standInRepository } from './testing/stand-in-repository.ts';

interface Told {
  readonly pid: number;
  readonly url: string;
  readonly env: Record<string, string>;
}

const repository = standInRepository();
const dataDir = join(repository.root, 'data');
const runDir = join(dataDir, 'run');
const said: string[] = [];
const surroundings: PlatformSurroundings = {
  root: repository.root,
  runtime: systemRuntime,
  say: (line) => said.push(line),
  marker: 'no process has this in its command line',
};
let config: PlatformConfig;
let platform: Platform;
let access: PlatformAccess;

const startPlatform = async (): Promise<void> => {
  platform = new Platform(config, surroundings);
  access = await platform.start();
};

beforeAll(async () => {
  config = readPlatformConfig({
    CLIPCAST_PORT: String(await freePortRange()),
    CLIPCAST_DATA_DIR: dataDir,
    POSTIZ_EGRESS_ALLOW: 'postiz.lan:5000',
    OTEL_SERVICE_NAMESPACE: 'spec',
  });
  await startPlatform();
}, 60_000);

afterAll(async () => {
  await platform.stop();
  repository.remove();
}, 60_000);

const ask = async (path: string): Promise<Told> => {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`http://127.0.0.1:${config.port}${path}`, { agent: false }, resolve).once('error', reject);
  });
  expect(response.statusCode).toBe(200);
  return (await json(response)) as Told;
};
const pidOf = (name: string): number => Number(readFileSync(join(runDir, `${name}.pid`), 'utf8'));
const NAMES = ['billing-service', 'nats', 'postgres', 'profile-service', 'publish-service', 'sandbox'];

it('gives each service its own database, the keys, and the way to the sandbox', async () => {
  const { env } = await ask('/api/publish/v1/anything');
  expect(env['DATABASE_URL']).toMatch(/\/clipcast_publish$/);
  expect(env).toMatchObject({
    PORT: String(config.port + 2),
    NATS_URL: `nats://127.0.0.1:${config.port + 22}`,
    CLIPCAST_OPERATOR_KEY: access.operatorKey,
    CLIPCAST_KEYRING_FILE: join(dataDir, 'keys/keyring.json'),
    CLIPCAST_MEDIA_DIR: join(dataDir, 'media'),
    CLIPCAST_PUBLISH_LEAD_SECONDS: '4',
    CLIPCAST_PUBLIC_PATH: '/api/publish',
    OTEL_SERVICE_NAMESPACE: 'spec',
  });
  expect(env['POSTIZ_EGRESS_ALLOW']?.split(',')).toEqual([
    'postiz.lan:5000',
    `127.0.0.1:${config.port + 10}`,
    `localhost:${config.port + 10}`,
  ]);
  const result = await withClient(env['DATABASE_URL'] ?? '', (client) =>
    client.query('SELECT current_database() AS name'),
  );
  expect(result.rows).toEqual([{ name: 'clipcast_publish' }]);
});

it('writes a pid file for every process, and nothing but a log beside it', () => {
  const files = readdirSync(runDir).filter((file) => !file.endsWith('.log'));
  expect(files.toSorted()).toEqual([...NAMES, 'platform'].toSorted().map((name) => `${name}.pid`));
  expect(NAMES.map((name) => isAlive(pidOf(name)))).toEqual(NAMES.map(() => true));
});

it.each(NAMES)(
  'starts %s again after a kill -9',
  async (name) => {
    const before = pidOf(name);
    process.kill(before, 'SIGKILL');
    await eventually(
      () => {
        expect(pidOf(name)).not.toBe(before);
        expect(isAlive(pidOf(name))).toBe(true);
      },
      { withinMs: 10_000 },
    );
    expect(said).toContain(`${name} ended by SIGKILL; starting it again`);
  },
  15_000,
);

it('serves again through the edge after a service was killed', async () => {
  const { pid } = await eventually(() => ask('/api/billing/pid'));
  process.kill(pid, 'SIGKILL');
  const again = await eventually(() => ask('/api/billing/pid'), { withinMs: 10_000 });
  expect(again.pid).not.toBe(pid);
}, 15_000);

it('refuses a second platform on the same data directory', () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'spec-marker'], {
    stdio: 'ignore',
  });
  writePid(repository.root, 'platform', other.pid ?? 0);
  expect(() => claimDataDirectory(dataDir, repository.root, 'spec-marker')).toThrow('already running');
  // The same id in the hands of another program is no platform.
  expect(() => claimDataDirectory(dataDir, repository.root, 'another-marker')).not.toThrow();
  other.kill();
});

it('stops without leaving a process or a pid file', async () => {
  const pids = NAMES.map(pidOf);
  await platform.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  expect(readdirSync(runDir).filter((file) => file.endsWith('.pid'))).toEqual([]);
});

it('takes over from a platform that was killed and left its programs running', async () => {
  const env = { PORT: String(config.port + 1), HOST: '127.0.0.1' };
  const entry = join(repository.root, 'apps/profile-service/dist/main.js');
  const profile = spawn(process.execPath, [entry], { env, detached: true, stdio: 'ignore' });
  const { path: binary } = await findOrFetchNatsServer();
  const logFile = join(runDir, 'left.log');
  const natsOptions = {
    binary,
    dataDir: join(dataDir, 'nats'),
    port: config.port + 22,
    logFile,
    detached: true,
  };
  const nats = new LocalNats(natsOptions, systemRuntime);
  const password = readFileSync(join(dataDir, 'keys/postgres.password'), 'utf8').trim();
  const postgresOptions = {
    dataDir: join(dataDir, 'postgres'),
    port: config.port + 32,
    password,
    logFile,
    detached: true,
  };
  const postgres = new LocalPostgres(postgresOptions, systemRuntime);
  await Promise.all([nats.start(), postgres.start()]);
  await eventually(async () => expect(await isPortFree(config.port + 1)).toBe(false));
  writePid(runDir, 'profile-service', profile.pid ?? 0);
  writePid(runDir, 'nats', nats.pid);
  const left = [profile.pid ?? 0, nats.pid, postgres.pid];
  expect(left.map(isAlive)).toEqual([true, true, true]);

  await startPlatform();
  expect(left.filter(isAlive)).toEqual([]);
}, 60_000);

it('says why when a service does not start, and stops what was started', async () => {
  await platform.stop();
  const entry = join(repository.root, 'apps/billing-service/dist/main.js');
  writeFileSync(entry, "console.error('no price list'); process.exit(3);");
  await expect(startPlatform()).rejects.toThrow(/billing-service ended instead of starting[^]*no price list/);
  expect(readdirSync(runDir).filter((file) => file.endsWith('.pid'))).toEqual([]);
}, 60_000);

it('can be stopped in the middle of its start', async () => {
  const starting = startPlatform();
  starting.catch(() => undefined);
  await eventually(() => expect(readdirSync(runDir)).toContain('postgres.pid'));
  await platform.stop();
  await expect(starting).rejects.toThrow();
  expect(readdirSync(runDir).filter((file) => file.endsWith('.pid'))).toEqual([]);
});
