import type { Service } from '@clipcast/contracts';
import {
  EventStore,
  isDatabaseTrouble,
  Leadership,
  migrateToLatest,
  openDatabase,
  ProjectionRunner,
  TenantDoor,
  type Database,
  type LogTables,
  type Projection,
} from '@clipcast/event-store';
import { backoffMs, type Runtime, type Secret } from '@clipcast/kernel';
import { NatsLink, Relay, Subscriber, type Subscription } from '@clipcast/messaging';
import type { Logger } from '@nestjs/common';
import type { Migration } from 'kysely/migration';

/** How long a list waits for its read model to show what was just written. */
const CATCH_UP_MS_MAX = 2_000;

export interface EngineOptions<Tables extends LogTables> {
  readonly service: Service;
  readonly databaseUrl: Secret;
  readonly natsUrl: Secret;
  readonly migrations: Readonly<Record<string, Migration>>;
  readonly projections: readonly Projection<Tables>[];
  readonly subscriptions: readonly Subscription<Tables>[];
  /** Copies of the JetStream stream in a NATS cluster. */
  readonly streamReplicas?: number;
}

/** Something that works in the background until it is told to stop. */
export interface BackgroundWorker {
  run(signal: AbortSignal): Promise<void>;
}

/**
 * What moves a service: its log, the relay to JetStream, its projections and its subscriptions. PostgreSQL and NATS may be
 * down at any time, also at the start; the engine waits and goes on by itself.
 */
export class ServiceEngine<Tables extends LogTables = LogTables> {
  readonly database: Database<Tables>;
  readonly store: EventStore;
  /** The one door to tenant data. */
  readonly door: TenantDoor<Tables>;
  readonly link: NatsLink;
  readonly relay: Relay;
  readonly #leadership: Leadership;
  readonly #runners: ReadonlyMap<string, ProjectionRunner<Tables>>;
  readonly #workers: BackgroundWorker[];
  readonly #stopping = new AbortController();
  #work: Promise<unknown> = Promise.resolve();
  #migrated = false;

  constructor(
    private readonly options: EngineOptions<Tables>,
    private readonly runtime: Runtime,
    private readonly logger: Pick<Logger, 'log' | 'warn'>,
  ) {
    const { service, projections, subscriptions, streamReplicas } = options;
    const url = options.databaseUrl.reveal();
    const database = openDatabase<Tables>(url);
    this.database = database;
    this.store = new EventStore(service, database as unknown as Database, runtime.ids);
    this.door = new TenantDoor(database.db);
    this.link = new NatsLink(options.natsUrl.reveal(), `${service}-service`, runtime);
    this.#leadership = new Leadership(url, runtime);
    this.relay = new Relay(this.store, this.link, this.#leadership, runtime, this.onTrouble, streamReplicas);
    const runner = (projection: Projection<Tables>) =>
      new ProjectionRunner(this.store, database, this.#leadership, projection, runtime, this.onTrouble);
    this.#runners = new Map(projections.map((projection) => [projection.name, runner(projection)]));
    const subscribers = subscriptions.map(
      (subscription) =>
        new Subscriber(service, database, this.link, this.#leadership, subscription, runtime, this.onTrouble),
    );
    this.#workers = [this.relay, ...this.#runners.values(), ...subscribers];
  }

  /** Logs trouble that is being waited out. */
  readonly onTrouble = (worker: string, error: unknown): void => {
    this.logger.warn(`${worker}: ${error instanceof Error ? error.message : String(error)}`);
  };

  /** Adds a worker of the service's own; before {@link start}. */
  add(worker: BackgroundWorker): void {
    this.#workers.push(worker);
  }

  /** Brings the schema up to date and sets everything going, in the background. */
  start(): void {
    this.#work = this.#migrate().then(() => {
      if (this.#stopping.signal.aborted) return undefined;
      this.logger.log(`${this.options.service}-service's engine runs`);
      return Promise.all(this.#workers.map((worker) => worker.run(this.#stopping.signal)));
    });
    // A failed migration must not go unnoticed: nothing works without it.
    this.#work.catch((error: unknown) => {
      throw error;
    });
  }

  /** Stops taking new work, finishes what is under way and closes every connection. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#work.catch(() => undefined);
    await this.#leadership.close();
    await this.link.close();
    await this.database.close();
  }

  /** Waits, for two seconds at the most, until a projection shows everything that was in the log at the call. */
  async caughtUp(projection: string): Promise<void> {
    await this.#runners.get(projection)?.caughtUp(CATCH_UP_MS_MAX);
  }

  /** Whether the schema is up to date. */
  get isMigrated(): boolean {
    return this.#migrated;
  }

  /** What keeps the database from serving; undefined when nothing does. */
  async databaseTrouble(): Promise<string | undefined> {
    if (!this.#migrated) return 'the schema is not up to date yet';
    await this.store.head();
    return undefined;
  }

  async #migrate(): Promise<void> {
    for (let failures = 0; !this.#stopping.signal.aborted; failures += 1) {
      try {
        await migrateToLatest(this.options.databaseUrl.reveal(), this.options.migrations);
        this.#migrated = true;
        return;
      } catch (error) {
        if (!isDatabaseTrouble(error)) throw error;
        this.onTrouble('migrations', error);
        await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), this.#stopping.signal);
      }
    }
  }
}
