import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { lastLines, type ProcessExit, type RunningProcess } from '../child-process.ts';
import { isPortFree } from '../free-port.ts';
import { LocalServerError } from '../local-server-error.ts';
import type { LocalServer } from '../local-server.ts';
import { RestartableProcess } from '../restartable-process.ts';
import { waitUntil, type WaitRuntime } from '../wait-until.ts';
import { postgresBinaries } from './binaries.ts';
import { prepareDataDirectory, SUPERUSER } from './data-directory.ts';
import { createDatabase, withClient } from './databases.ts';
import { clearEarlierPostmaster } from './earlier-postmaster.ts';
import { runAs } from './run-as.ts';
import { serverSettings } from './server-settings.ts';

/** One PostgreSQL server on this machine. */
export interface LocalPostgresOptions {
  readonly dataDir: string;
  readonly port: number;
  /** The superuser's password; it is fixed when the data directory is made. */
  readonly password: string;
  readonly logFile: string;
  /** Tests only: gives up durability for speed. */
  readonly fast?: boolean;
  readonly detached?: boolean;
}

const READY_WITHIN_MS = 60_000;
const INVALID_PASSWORD = '28P01';

/** A real PostgreSQL server as a child process; it listens on 127.0.0.1 only. */
export class LocalPostgres implements LocalServer {
  readonly url: string;
  readonly #options: LocalPostgresOptions;
  readonly #runtime: WaitRuntime;
  readonly #process: RestartableProcess;

  constructor(options: LocalPostgresOptions, runtime: WaitRuntime) {
    this.#options = { ...options, dataDir: resolve(options.dataDir), logFile: resolve(options.logFile) };
    this.#runtime = runtime;
    this.#process = new RestartableProcess(runtime);
    this.url = `postgres://${SUPERUSER}:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`;
  }

  get pid(): number {
    return this.#process.pid;
  }

  get exited(): Promise<ProcessExit> {
    return this.#process.exited;
  }

  onSpawn(listener: (pid: number) => void): void {
    this.#process.onSpawn(listener);
  }

  onExit(listener: (exit: ProcessExit) => void): void {
    this.#process.onExit(listener);
  }

  /**
   * Starts the server (making its data directory first, if it has none) and waits until it answers. May be called
   * again after the server ended.
   * @throws {LocalServerError} with what to do about it.
   */
  async start(): Promise<void> {
    const { dataDir, port, password, logFile, fast = false, detached = false } = this.#options;
    const user = runAs(dataDir);
    const binaries = postgresBinaries(user);
    mkdirSync(dirname(logFile), { recursive: true });
    await clearEarlierPostmaster(dataDir, this.#runtime);
    if (!(await isPortFree(port)))
      throw new LocalServerError(`Port ${port}, wanted for PostgreSQL, is taken.`);
    prepareDataDirectory(dataDir, password, binaries, user);
    const args = ['-D', dataDir, ...serverSettings(port, fast)];
    const child = this.#process.launch({
      ...user,
      command: binaries.postgres,
      args,
      logFile,
      cwd: dataDir,
      detached,
    });
    await this.#untilReady(child);
  }

  /** Ends all sessions and stops the server; nothing committed is lost. */
  async stop(): Promise<void> {
    await this.#process.stop(['SIGINT', 15_000], ['SIGQUIT', 5_000]);
  }

  /** Ends the server at once, as a crash would. */
  async kill(): Promise<void> {
    await this.#process.stop();
  }

  /** Makes a database when it is missing and gives its URL. */
  createDatabase(name: string): Promise<string> {
    return createDatabase(this.url, name);
  }

  async #untilReady(child: RunningProcess): Promise<void> {
    const { dataDir, logFile } = this.#options;
    let refusal: unknown;
    const answers = async (): Promise<boolean> => {
      try {
        await withClient(this.url, (client) => client.query('SELECT 1'));
        return true;
      } catch (error) {
        refusal = (error as { code?: string }).code === INVALID_PASSWORD ? error : undefined;
        return false;
      }
    };
    const settled = async (): Promise<boolean> =>
      (await answers()) || refusal !== undefined || !child.running;
    const inTime = await waitUntil(this.#runtime, settled, { withinMs: READY_WITHIN_MS });
    if (inTime && refusal === undefined && child.running) return;
    await this.#process.stop(['SIGINT', 5_000]);
    if (refusal !== undefined) {
      throw new LocalServerError(
        `The database in ${dataDir} was made with another password than the one kept beside it. ` +
          'Restore keys/postgres.password, or move the data directory away to begin anew.',
        { cause: refusal },
      );
    }
    throw new LocalServerError(`PostgreSQL did not start. The end of ${logFile}:\n${lastLines(logFile)}`);
  }
}
