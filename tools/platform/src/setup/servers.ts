import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Runtime } from '@clipcast/kernel';
import {
  clearEarlierPostmaster,
  createDatabase,
  findOrFetchNatsServer,
  LocalNats,
  LocalPostgres,
  LocalServerError,
} from '@clipcast/local-servers';
import type { PlatformConfig } from '../config.ts';
import { Supervisor, type SupervisorSurroundings } from '../supervision/supervisor.ts';
import type { Directories } from './directories.ts';
import { keptPostgresPassword } from './keys.ts';
import { portOf } from './ports.ts';
import { postgresDirectory } from './postgres-directory.ts';
import { SERVICES, type ServiceName } from './programs.ts';

/** PostgreSQL and NATS, ours or somebody else's. */
export interface Servers {
  readonly databaseUrls: Readonly<Record<ServiceName, string>>;
  readonly natsUrl: string;
}

/** What the servers need to be started. */
export interface ServerSurroundings extends SupervisorSurroundings {
  readonly config: PlatformConfig;
  readonly directories: Directories;
  readonly runtime: Runtime;
  /** Told of every supervisor before it starts, so that it is stopped whatever happens next. */
  readonly starting: (supervisor: Supervisor) => void;
}

const startPostgres = async ({ starting, ...surroundings }: ServerSurroundings): Promise<string> => {
  const { config, directories, runtime } = surroundings;
  if (config.databaseUrl) return config.databaseUrl;
  const options = {
    dataDir: postgresDirectory(directories.postgres, surroundings.say),
    port: portOf(config.port, 'postgres'),
    password: keptPostgresPassword(directories.keys, runtime.random),
    logFile: join(directories.run, 'postgres.log'),
    detached: true,
  };
  const server = new LocalPostgres(options, runtime);
  const supervisor = new Supervisor('postgres', server, surroundings);
  starting(supervisor);
  await supervisor.start();
  return server.url;
};

const startNats = async ({ starting, ...surroundings }: ServerSurroundings): Promise<string> => {
  const { config, directories, runtime, say } = surroundings;
  if (config.natsUrl) return config.natsUrl;
  const { path } = await findOrFetchNatsServer({ notice: say });
  const options = {
    binary: path,
    dataDir: directories.nats,
    port: portOf(config.port, 'nats'),
    logFile: join(directories.run, 'nats.log'),
    detached: true,
  };
  const server = new LocalNats(options, runtime);
  const supervisor = new Supervisor('nats', server, surroundings);
  starting(supervisor);
  await supervisor.start();
  return server.url;
};

const earlierDirectory = (wanted: string): string => (existsSync(wanted) ? realpathSync(wanted) : wanted);

/** Ends the PostgreSQL server of an earlier platform that was itself killed. */
export const endLeftoverPostgres = ({ config, directories, runtime }: ServerSurroundings): Promise<void> =>
  config.databaseUrl
    ? Promise.resolve()
    : clearEarlierPostmaster(earlierDirectory(directories.postgres), runtime);

const makeDatabases = async (serverUrl: string): Promise<Servers['databaseUrls']> => {
  const made = SERVICES.map((name) => createDatabase(serverUrl, `clipcast_${name}`));
  try {
    const [profile = '', publish = '', billing = ''] = await Promise.all(made);
    return { profile, publish, billing };
  } catch (cause) {
    // Only the address is told: the URL holds a password.
    throw new LocalServerError(
      `The PostgreSQL server at ${new URL(serverUrl).host} does not let us make the services' databases ` +
        `(${cause instanceof Error ? cause.message : String(cause)}).`,
      { cause },
    );
  }
};

/** Starts what is not named by the settings, and makes each service its own database. */
export async function startServers(surroundings: ServerSurroundings): Promise<Servers> {
  const both = await Promise.allSettled([startPostgres(surroundings), startNats(surroundings)]);
  const [postgres, nats] = both;
  if (postgres.status === 'rejected') throw postgres.reason;
  if (nats.status === 'rejected') throw nats.reason;
  return { databaseUrls: await makeDatabases(postgres.value), natsUrl: nats.value };
}
