import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '@clipcast/local-servers';
import type { BenchSurroundings } from '../bench.ts';
import type { BenchServers } from '../servers/with-servers.ts';
import { startProgram, type NodeProgramSpec, type RunningProgram } from './node-program.ts';

export const SERVICES = ['profile-service', 'publish-service', 'billing-service'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** As `npm start` runs the services and the sandbox; `tools/platform` says why. */
export const SERVICE_FLAGS = ['--max-semi-space-size=16'];
const SANDBOX_FLAGS = ['--max-semi-space-size=1'];
const LEAD_SECONDS = 4;

/** The services and the sandbox as `npm start` runs them, over the servers of one bench. */
export class Programs {
  readonly operatorKey: string;
  readonly directory = mkdtempSync(join(tmpdir(), 'clipcast-bench-'));
  readonly #keyring: string;
  readonly #running: RunningProgram[] = [];
  readonly #databases = new Map<ServiceName, Promise<string>>();

  private constructor(
    private readonly surroundings: BenchSurroundings,
    private readonly servers: BenchServers,
    private readonly sandboxPort: number,
  ) {
    const { random } = surroundings.runtime;
    this.operatorKey = random.bytes(32).toString('hex');
    this.#keyring = JSON.stringify({ primary: 'k1', keys: { k1: random.bytes(32).toString('base64') } });
  }

  /** Where the sandbox keeps what it knows. */
  get sandboxDirectory(): string {
    return join(this.directory, 'sandbox');
  }

  static async over(surroundings: BenchSurroundings, servers: BenchServers): Promise<Programs> {
    return new Programs(surroundings, servers, await freePort());
  }

  /**
   * Starts a service; `settings` go before what `npm start` gives it. Started again, it goes on with its own database.
   * @throws {Error} with the end of its log when it does not start.
   */
  async startService(
    name: ServiceName,
    memoryFlags: readonly string[],
    settings: Readonly<Record<string, string>> = {},
  ): Promise<RunningProgram> {
    const { root } = this.surroundings;
    const port = await freePort();
    const telemetry = join(root, 'libs/service-kit/dist/telemetry/register.js');
    const telemetryFlags = existsSync(telemetry) ? ['--import', pathToFileURL(telemetry).href] : [];
    return this.#start({
      ...this.#specOf(name, port),
      entry: join(root, 'apps', name, 'dist/main.js'),
      nodeFlags: ['--enable-source-maps', ...memoryFlags, ...telemetryFlags],
      readyPath: '/readyz',
      env: {
        NODE_ENV: 'production',
        PORT: String(port),
        DATABASE_URL: await this.#databaseOf(name),
        NATS_URL: this.servers.natsUrl,
        CLIPCAST_OPERATOR_KEY: this.operatorKey,
        CLIPCAST_KEYRING: this.#keyring,
        CLIPCAST_MEDIA_DIR: join(this.directory, 'media'),
        CLIPCAST_PUBLISH_LEAD_SECONDS: String(LEAD_SECONDS),
        POSTIZ_EGRESS_ALLOW: `127.0.0.1:${this.sandboxPort}`,
        ...settings,
      },
    });
  }

  startSandbox(settings: Readonly<Record<string, string>> = {}): Promise<RunningProgram> {
    return this.#start({
      ...this.#specOf('sandbox', this.sandboxPort),
      entry: join(this.surroundings.root, 'tools/postiz-sandbox/dist/main.js'),
      nodeFlags: SANDBOX_FLAGS,
      readyPath: '/',
      env: { PORT: String(this.sandboxPort), SANDBOX_DATA_DIR: this.sandboxDirectory, ...settings },
    });
  }

  /** Stops what runs; more can be started afterwards. */
  async stop(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((program) => program.stop()));
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  #databaseOf(name: ServiceName): Promise<string> {
    const known = this.#databases.get(name) ?? this.servers.database(name.replace('-service', ''));
    this.#databases.set(name, known);
    return known;
  }

  #specOf(name: string, port: number): Pick<NodeProgramSpec, 'name' | 'logFile' | 'origin'> {
    return { name, logFile: join(this.directory, `${name}.log`), origin: `http://127.0.0.1:${port}` };
  }

  async #start(spec: NodeProgramSpec): Promise<RunningProgram> {
    const program = await startProgram(spec, this.surroundings.runtime);
    this.#running.push(program);
    return program;
  }
}
