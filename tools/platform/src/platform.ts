import { join } from 'node:path';
import type { Runtime } from '@clipcast/kernel';
import type { PlatformConfig } from './config.ts';
import { edge } from './edge/edge.ts';
import { makeDirectories, type Directories } from './setup/directories.ts';
import { keptKeyring, keptOperatorKey } from './setup/keys.ts';
import { assertPortsFree, type Listener } from './setup/ports.ts';
import {
  originOf,
  sandboxProgram,
  serviceProgram,
  SERVICES,
  type ProgramSurroundings,
} from './setup/programs.ts';
import { endLeftoverPostgres, startServers, type Servers, type ServerSurroundings } from './setup/servers.ts';
import { NodeProgram, type NodeProgramSpec } from './supervision/node-program.ts';
import { claimDataDirectory, endLeftover } from './supervision/pid-files.ts';
import { StopStack } from './supervision/stop-stack.ts';
import { Supervisor } from './supervision/supervisor.ts';

/** Who starts a platform, and from where. */
export interface PlatformSurroundings {
  /** The repository, with everything built. */
  readonly root: string;
  readonly runtime: Runtime;
  /** Told one line for everything a person wants to know. */
  readonly say: (line: string) => void;
  /** What the command line of a platform contains; tells ours from another process with the same id. */
  readonly marker: string;
}

/** What a person needs to use a platform. */
export interface PlatformAccess {
  readonly operatorKey: string;
  readonly directories: Directories;
}

const READY_WITHIN_MS = 60_000;
const OWN_PROGRAMS = ['profile-service', 'publish-service', 'billing-service', 'sandbox'] as const;

const ownListeners = ({ databaseUrl, natsUrl }: PlatformConfig): Listener[] => [
  'edge',
  ...OWN_PROGRAMS,
  ...(natsUrl ? [] : (['nats'] as const)),
  ...(databaseUrl ? [] : (['postgres'] as const)),
];

const programsOf = (surroundings: ProgramSurroundings, { databaseUrls }: Servers): NodeProgramSpec[] => [
  ...SERVICES.map((name) => serviceProgram(name, databaseUrls[name], surroundings)),
  sandboxProgram(surroundings),
];

/** The whole system on one machine: servers, services, sandbox and edge. Started once. */
export class Platform {
  readonly #stack = new StopStack();

  constructor(
    private readonly config: PlatformConfig,
    private readonly surroundings: PlatformSurroundings,
  ) {}

  /**
   * Starts everything and waits until all of it can do its work. If a part cannot be started, what was started is
   * stopped again.
   * @throws {LocalServerError} with what to do about it.
   */
  async start(): Promise<PlatformAccess> {
    try {
      return await this.#start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Stops everything, also in the middle of the start: the edge, then the services, then the servers. */
  stop(): Promise<void> {
    return this.#stack.stop();
  }

  /** Ends every process at once. */
  kill(): void {
    this.#stack.kill();
  }

  async #start(): Promise<PlatformAccess> {
    const { config } = this;
    const { root, runtime } = this.surroundings;
    const directories = makeDirectories(config.dataDir);
    await this.#takeOver(directories);
    const operatorKey = config.operatorKey ?? keptOperatorKey(directories.keys, runtime.random);
    const keyringFile = keptKeyring(directories.keys, runtime.random);
    const servers = await startServers(this.#serverSurroundings(directories));
    const own = { root, config, directories, operatorKey, keyringFile, natsUrl: servers.natsUrl };
    await this.#startPrograms(programsOf(own, servers), directories);
    await this.#openEdge();
    return { operatorKey, directories };
  }

  #serverSurroundings(directories: Directories): ServerSurroundings {
    const { runtime, say } = this.surroundings;
    const starting = (supervisor: Supervisor): void => this.#stack.push(supervisor);
    return { runDir: directories.run, runtime, say, config: this.config, directories, starting };
  }

  /** Makes the data directory ours, with nothing on it or on our ports any more. */
  async #takeOver(directories: Directories): Promise<void> {
    const { runtime, marker } = this.surroundings;
    const claim = claimDataDirectory(this.config.dataDir, directories.run, marker);
    this.#stack.push({ stop: () => Promise.resolve(claim.release()), kill: () => claim.release() });
    for (const name of OWN_PROGRAMS) await endLeftover(directories.run, name, 'dist/main.js', runtime);
    await endLeftover(directories.run, 'nats', join(directories.nats, 'nats.conf'), runtime);
    await endLeftoverPostgres(this.#serverSurroundings(directories));
    await assertPortsFree(this.config.port, ownListeners(this.config));
  }

  async #startPrograms(specs: readonly NodeProgramSpec[], directories: Directories): Promise<void> {
    const { runtime, say } = this.surroundings;
    const programs = specs.map((spec) => {
      const program = new NodeProgram(spec, runtime);
      return {
        program,
        supervisor: new Supervisor(spec.name, program, { runDir: directories.run, runtime, say }),
      };
    });
    this.#stack.push(...programs.map(({ supervisor }) => supervisor));
    for (const { supervisor } of programs) await supervisor.start();
    await Promise.all(programs.map(({ program }) => program.untilReady(READY_WITHIN_MS)));
  }

  async #openEdge(): Promise<void> {
    const { config } = this;
    const door = edge({
      routes: SERVICES.map((name) => ({ name, upstream: originOf(config, `${name}-service`) })),
      sandboxUrl: originOf(config, 'sandbox'),
    });
    this.#stack.push({ stop: () => door.close(), kill: () => undefined });
    await door.listen({ port: config.port, host: '127.0.0.1' });
  }
}
