import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import { freePort } from '../free-port.ts';
import { isAlive } from '../process-identity.ts';
import { withClient } from './databases.ts';
import { LocalPostgres, type LocalPostgresOptions } from './local-postgres.ts';
import { runAs } from './run-as.ts';

let home: string;
let options: LocalPostgresOptions;
let server: LocalPostgres;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'clipcast-postgres-spec-'));
  chmodSync(home, 0o755);
  options = {
    dataDir: join(home, 'postgres'),
    port: await freePort(),
    password: 'p@ss/word',
    logFile: join(home, 'postgres.log'),
    fast: true,
  };
  server = new LocalPostgres(options, systemRuntime);
  await server.start();
  await withClient(server.url, (client) => client.query('CREATE TABLE kept AS SELECT 7 AS value'));
});

afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

const keptValue = async (): Promise<unknown> => {
  const { rows } = await withClient(server.url, (client) =>
    client.query<{ value: number }>('SELECT value FROM kept'),
  );
  return rows[0]?.value;
};

it('closes its directory to other users', () => {
  expect(statSync(options.dataDir).mode & 0o077).toBe(0);
});

it('stores UTF-8 and sorts by bytes, whatever the language of the machine', async () => {
  const { rows } = await withClient(server.url, (client) =>
    client.query(
      "SELECT pg_encoding_to_char(encoding) AS encoding, datcollate FROM pg_database WHERE datname = 'postgres'",
    ),
  );
  expect(rows).toEqual([{ encoding: 'UTF8', datcollate: 'C' }]);
});

it('makes a database once, however many ask for it at the same time', async () => {
  const urls = await Promise.all([1, 2, 3].map(() => server.createDatabase('clipcast_spec')));
  const { rows } = await withClient(urls[0] ?? '', (client) =>
    client.query('SELECT current_database() AS name'),
  );
  expect(rows).toEqual([{ name: 'clipcast_spec' }]);
});

it('starts again after a kill -9, with what was stored, and tells how it had ended', async () => {
  const ended = new Promise((resolve) => server.onExit(resolve));
  const first = server.pid;
  process.kill(first, 'SIGKILL');
  await expect(ended).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  await server.start();
  expect(server.pid).not.toBe(first);
  await expect(keptValue()).resolves.toBe(7);
});

it('takes over from a server that a killed platform left running', async () => {
  const left = server.pid;
  server = new LocalPostgres(options, systemRuntime);
  await server.start();
  expect(isAlive(left)).toBe(false);
  await expect(keptValue()).resolves.toBe(7);
});

describe('when a pid file was left behind', () => {
  let bystander: ChildProcess;

  beforeEach(() => {
    bystander = spawn('sleep', ['60'], { ...runAs(options.dataDir), stdio: 'ignore' });
  });

  afterEach(() => bystander.kill());

  it('starts although the pid belongs to another program by now, and leaves that program alone', async () => {
    const pidFile = join(options.dataDir, 'postmaster.pid');
    const content = readFileSync(pidFile, 'utf8');
    await server.kill();
    const pid = bystander.pid ?? 0;
    writeFileSync(pidFile, content.replace(/^\d+/, String(pid)));
    await server.start();
    await expect(keptValue()).resolves.toBe(7);
    expect(isAlive(pid)).toBe(true);
  });
});

it('says which port is taken', async () => {
  const other = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  const late = new LocalPostgres({ ...options, dataDir: join(home, 'other'), port }, systemRuntime);
  await expect(late.start()).rejects.toThrow(`Port ${port}, wanted for PostgreSQL, is taken.`);
  await new Promise((resolve) => other.close(resolve));
});

it('says what to do when the password is not the one the data was made with', async () => {
  await server.stop();
  const wrong = new LocalPostgres({ ...options, password: 'another' }, systemRuntime);
  await expect(wrong.start()).rejects.toThrow('Restore keys/postgres.password');
  await server.start();
});

const itAsRoot = process.getuid?.() === 0 ? it : it.skip;

itAsRoot('says what to do when the directory is closed to the user that PostgreSQL runs as', async () => {
  const closed = mkdtempSync(join(tmpdir(), 'clipcast-closed-'));
  const late = new LocalPostgres(
    { ...options, dataDir: join(closed, 'postgres'), port: await freePort() },
    systemRuntime,
  );
  await expect(late.start()).rejects.toThrow('Set CLIPCAST_DATA_DIR');
  rmSync(closed, { recursive: true });
});
