import { openDatabase, type Database } from '@clipcast/event-store';
import { waitUntil } from '@clipcast/local-servers';
import type { ProfileId } from '@clipcast/kernel';
import type { BenchSurroundings } from '../bench.ts';
import { Programs, SERVICE_FLAGS } from '../programs/programs.ts';
import type { RunningProgram } from '../programs/node-program.ts';
import { ServiceClient } from '../programs/service-client.ts';
import type { BenchServers } from '../servers/with-servers.ts';
import { registration } from './tenants.ts';
import { ToldLog } from './told-log.ts';

const KNOWN_WITHIN_MS = 60_000;

/** A profile that billing-service is to know, and its monthly limit. */
export interface Registered {
  readonly profileId: ProfileId;
  readonly limitUsd: string;
}

/** billing-service in a process of its own, with a database that the bench can look into. */
export class BillingSite {
  #service: RunningProgram | undefined;

  private constructor(
    private readonly surroundings: BenchSurroundings,
    private readonly programs: Programs,
    readonly database: Database,
  ) {}

  /** Nothing runs yet; the profiles are told of in JetStream. */
  static async prepare(
    surroundings: BenchSurroundings,
    servers: BenchServers,
    profiles: readonly Registered[],
  ): Promise<BillingSite> {
    const { ids } = surroundings.runtime;
    const log = await ToldLog.open(surroundings, servers, 'profile');
    await log.tell(profiles.map(({ profileId, limitUsd }) => registration(ids, profileId, limitUsd)));
    await log.close();
    const database = openDatabase(await servers.database('billing_site'));
    return new BillingSite(surroundings, await Programs.over(surroundings, servers), database);
  }

  get pid(): number {
    return this.#running.pid;
  }

  get origin(): string {
    return this.#running.origin;
  }

  get operatorKey(): string {
    return this.programs.operatorKey;
  }

  get client(): ServiceClient {
    return new ServiceClient(this.origin, this.operatorKey);
  }

  /** Starts billing-service as `npm start` does. */
  async start(): Promise<void> {
    this.#service = await this.programs.startService('billing-service', SERVICE_FLAGS, {
      DATABASE_URL: this.database.url,
      LOG_LEVEL: 'warn',
    });
  }

  async stop(): Promise<void> {
    await this.programs.stop();
    this.#service = undefined;
  }

  /** Waits until a subscription or a projection of the service has come to a place in its source. */
  async hasCome(worker: string, to: bigint, withinMs = KNOWN_WITHIN_MS): Promise<void> {
    const there = async (): Promise<boolean> => (await this.positionOf(worker)) >= to;
    if (!(await waitUntil(this.surroundings.runtime, there, { withinMs, everyMs: 20 })))
      throw new Error(`${worker} came to ${await this.positionOf(worker)} only, not to ${to}.`);
  }

  /** Where the log of the service ends. */
  async head(): Promise<bigint> {
    const { rows } = await this.database.pool.query<{ position: bigint }>('select position from log_head');
    return rows[0]?.position ?? 0n;
  }

  /** How far a subscription or a projection has come; 0 before its table is there. */
  async positionOf(worker: string): Promise<bigint> {
    const { rows } = await this.database.pool
      .query<{ position: bigint }>('select position from subscriptions where name = $1', [worker])
      .catch(() => ({ rows: [] }));
    return rows[0]?.position ?? 0n;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.programs.close();
  }

  get #running(): RunningProgram {
    if (!this.#service) throw new Error('billing-service is not running.');
    return this.#service;
  }
}
