import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import { freePort, LocalPostgres, withClient } from '@clipcast/local-servers';
import { withDirectoryLock } from './directory-lock.ts';
import { stopWhenUnused } from './stop-when-unused.ts';

const home = (): string => join(tmpdir(), `clipcast-test-servers-${process.getuid?.() ?? 0}`);

const answers = (url: string): Promise<boolean> =>
  withClient(url, (client) => client.query('SELECT 1')).then(
    () => true,
    () => false,
  );

const startAnew = async (directory: string): Promise<string> => {
  const dataDir = join(directory, 'postgres');
  const options = {
    dataDir,
    port: await freePort(),
    password: 'test',
    logFile: join(directory, 'postgres.log'),
  };
  rmSync(dataDir, { recursive: true, force: true });
  const server = new LocalPostgres({ ...options, fast: true, detached: true }, systemRuntime);
  await server.start();
  stopWhenUnused(directory, server.pid);
  return server.url;
};

const joinOrStart = async (directory: string): Promise<string> => {
  mkdirSync(join(directory, 'users'), { recursive: true });
  writeFileSync(join(directory, 'users', String(process.pid)), '');
  const urlFile = join(directory, 'url');
  const earlier = existsSync(urlFile) ? readFileSync(urlFile, 'utf8') : '';
  if (earlier && (await answers(earlier))) return earlier;
  const url = await startAnew(directory);
  writeFileSync(urlFile, url);
  return url;
};

let joined: Promise<string> | undefined;

/**
 * The URL of a PostgreSQL server for tests, started by the first process that asks and shared by all that follow; it
 * ends by itself a minute after the last of them. So a plain `npx jest` in one project works with nothing prepared.
 */
export const sharedPostgres = (): Promise<string> => {
  joined ??= withDirectoryLock(join(home(), 'lock'), () => joinOrStart(home()));
  return joined;
};
