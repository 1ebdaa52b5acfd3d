import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { lastLines, type ProcessExit } from '../child-process.ts';
import { isPortFree } from '../free-port.ts';
import { LocalServerError } from '../local-server-error.ts';
import type { LocalServer } from '../local-server.ts';
import { RestartableProcess } from '../restartable-process.ts';
import { waitUntil, type WaitRuntime } from '../wait-until.ts';
import { jetStreamAnswers } from './nats-answers.ts';

/** One nats-server on this machine. */
export interface LocalNatsOptions {
  /** The program, as `findOrFetchNatsServer` gives it. */
  readonly binary: string;
  /** Holds the configuration file and the JetStream store. */
  readonly dataDir: string;
  readonly port: number;
  /** Opens the HTTP monitoring endpoint (/healthz, /jsz, /varz) on this port. */
  readonly monitoringPort?: number;
  readonly logFile: string;
  readonly detached?: boolean;
}

const READY_WITHIN_MS = 30_000;

const configuration = ({ port, monitoringPort }: LocalNatsOptions, storeDir: string): string =>
  [
    `listen: "127.0.0.1:${port}"`,
    ...(monitoringPort === undefined ? [] : [`http: "127.0.0.1:${monitoringPort}"`]),
    'max_payload: 1MB',
    `jetstream { store_dir: ${JSON.stringify(storeDir)} }`,
    '',
  ].join('\n');

/** A real nats-server with JetStream as a child process; it listens on 127.0.0.1 only. */
export class LocalNats implements LocalServer {
  readonly url: string;
  readonly storeDir: string;
  readonly #options: LocalNatsOptions;
  readonly #runtime: WaitRuntime;
  readonly #process: RestartableProcess;

  constructor(options: LocalNatsOptions, runtime: WaitRuntime) {
    this.#options = { ...options, dataDir: resolve(options.dataDir), logFile: resolve(options.logFile) };
    this.#runtime = runtime;
    this.#process = new RestartableProcess(runtime);
    this.url = `nats://127.0.0.1:${options.port}`;
    this.storeDir = join(this.#options.dataDir, 'store');
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
   * Starts the server and waits until its JetStream answers. May be called again after the server ended.
   * @throws {LocalServerError} with what to do about it.
   */
  async start(): Promise<void> {
    const { binary, dataDir, port, logFile, detached = false } = this.#options;
    mkdirSync(this.storeDir, { recursive: true });
    mkdirSync(dirname(logFile), { recursive: true });
    if (!(await isPortFree(port))) throw new LocalServerError(`Port ${port}, wanted for NATS, is taken.`);
    const config = join(dataDir, 'nats.conf');
    writeFileSync(config, configuration(this.#options, this.storeDir));
    const child = this.#process.launch({
      command: binary,
      args: ['-c', config],
      logFile,
      cwd: dataDir,
      detached,
    });
    const settled = async (): Promise<boolean> => !child.running || (await jetStreamAnswers(port));
    const inTime = await waitUntil(this.#runtime, settled, { withinMs: READY_WITHIN_MS });
    if (!inTime || !child.running) {
      await this.#process.stop();
      throw new LocalServerError(`nats-server did not start. The end of ${logFile}:\n${lastLines(logFile)}`);
    }
  }

  /** Lets the server write what it holds, and stops it. */
  async stop(): Promise<void> {
    await this.#process.stop(['SIGTERM', 10_000]);
  }

  /** Ends the server at once, as a crash would. */
  async kill(): Promise<void> {
    await this.#process.stop();
  }
}
