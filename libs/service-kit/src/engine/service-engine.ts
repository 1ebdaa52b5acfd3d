import { eventVersions, type PrivateUpcasters, type Service } from '@clipcast/contracts';
import {
  Deciders,
  EventStore,
  isDatabaseTrouble,
  Leadership,
  migrateToLatest,
  openDatabase,
  ownReadModel,
  ProjectionRunner,
  ReadModels,
  TenantDoor,
  type Database,
  type LogTables,
  type Projection,
} from '@clipcast/event-store';
import { backoffMs, type ProfileId, type Runtime, type Secret } from '@clipcast/kernel';
import {
  DeadLetterOffice,
  ForeignLog,
  LogAcceptance,
  LogReadResponder,
  NatsLink,
  Relay,
  renewLog,
  SourceNews,
  Subscriber,
  type RenewedLog,
  type Subscription,
} from '@clipcast/messaging';
import type { Logger } from '@nestjs/common';
import type { Migration } from 'kysely/migration';
import { foreignReadModel } from './foreign-read-model.ts';
import { Comparisons } from './operations/comparisons.ts';
import { OperatorAnswers } from './operations/operator-answers.ts';
import {
  followersOf,
  subscriptionOverview,
  type Follower,
  type FollowerState,
  type Heads,
} from './operations/subscription-overview.ts';

/** An overview does not wait longer for where another service's log ends. */
const HEAD_MS_MAX = 2_000;
/** How long a reader waits for its read model to show what was just written. */
const CATCH_UP_MS_MAX = 2_000;

export interface EngineOptions<Tables extends LogTables> {
  readonly service: Service;
  readonly databaseUrl: Secret;
  readonly natsUrl: Secret;
  readonly migrations: Readonly<Record<string, Migration>>;
  readonly projections: readonly Projection<Tables>[];
  readonly subscriptions: readonly Subscription<Tables>[];
  /** The steps of private events that have changed since their first version. */
  readonly upcasters?: PrivateUpcasters;
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
  /** The only write path. */
  readonly deciders: Deciders;
  /** The one door to tenant data. */
  readonly door: TenantDoor<Tables>;
  readonly link: NatsLink;
  readonly relay: Relay;
  /** How the read models are, own and foreign, and what an operator can ask for. */
  readonly readModels: ReadModels;
  readonly comparisons: Comparisons;
  /** What operators do about what the subscriptions have set aside. */
  readonly deadLetters: DeadLetterOffice<Tables>;
  /** What operators decide when the log of another service was replaced. */
  readonly logAcceptance: LogAcceptance<Tables>;
  readonly operatorAnswers: OperatorAnswers;
  /** Everything that follows a log, its own or another's. */
  readonly followers: readonly Follower[];
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
    const { service, projections, subscriptions, streamReplicas, upcasters } = options;
    const url = options.databaseUrl.reveal();
    const database = openDatabase<Tables>(url);
    this.database = database;
    const versions = eventVersions(service, upcasters);
    this.store = new EventStore(service, database as unknown as Database, runtime, versions);
    this.deciders = new Deciders(this.store, runtime, this.onTrouble);
    this.door = new TenantDoor(database.db);
    this.link = new NatsLink(options.natsUrl.reveal(), `${service}-service`, runtime);
    this.#leadership = new Leadership(url, runtime, this.onTrouble);
    this.relay = new Relay(this.store, this.link, this.#leadership, runtime, this.onTrouble, streamReplicas);
    const runner = (projection: Projection<Tables>) =>
      new ProjectionRunner(this.store, database, this.#leadership, projection, runtime, this.onTrouble);
    this.#runners = new Map(projections.map((projection) => [projection.name, runner(projection)]));
    const subscribers = subscriptions.map(
      (subscription) =>
        new Subscriber(service, database, this.link, this.#leadership, subscription, runtime, this.onTrouble),
    );
    const readModels = [
      ...projections.map((projection) => ownReadModel(this.store, projection)),
      ...subscriptions
        .filter((subscription) => 'project' in subscription)
        .map((projection) =>
          foreignReadModel(new ForeignLog(this.link, projection.source), projection, runtime.timers),
        ),
    ];
    const logDatabase = database as unknown as Database;
    this.readModels = new ReadModels(logDatabase, this.#leadership, readModels, runtime, this.onTrouble);
    this.comparisons = new Comparisons(options.databaseUrl, readModels);
    this.deadLetters = new DeadLetterOffice(database, subscriptions, runtime.clock);
    this.logAcceptance = new LogAcceptance(database, this.link, subscriptions, runtime.timers);
    this.operatorAnswers = new OperatorAnswers(this.store, this.deciders);
    this.followers = followersOf(service, projections, subscriptions);
    const logReads = new LogReadResponder(this.store, this.link, runtime, this.onTrouble);
    this.#workers = [this.relay, logReads, ...this.#runners.values(), ...subscribers, this.readModels];
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

  /**
   * Waits, for two seconds at the most, until subscriptions to a service know everything about a profile that was in that
   * service's log at the call. False when that cannot be said, also because the service does not answer.
   */
  async heardAll(profileId: ProfileId, source: Service, subscriptions: readonly string[]): Promise<boolean> {
    const { db } = this.database as unknown as Database;
    const news = new SourceNews(db, new ForeignLog(this.link, source), this.runtime);
    return news.hasArrived(subscriptions, profileId, CATCH_UP_MS_MAX);
  }

  /**
   * Tells whenever this process has moved a projection on: what it wrote can be read. Other replicas may lead it, so this is
   * a hint to look sooner, and no more. Returns the way to stop it.
   */
  onMoved(projection: string, listener: () => void): () => void {
    return this.#runners.get(projection)?.onMoved(listener) ?? (() => undefined);
  }

  /** How far everything is that follows a log, for operators. */
  subscriptionOverview(): Promise<FollowerState[]> {
    const heads: Record<string, Heads[string]> = {
      [this.options.service]: async () => (await this.store.head()).position,
    };
    for (const { source } of this.options.subscriptions) {
      const log = new ForeignLog(this.link, source);
      heads[source] = () => log.head(this.runtime.timers.deadline(HEAD_MS_MAX));
    }
    return subscriptionOverview((this.database as unknown as Database).db, this.followers, heads);
  }

  /** Tells the others that the database was put back. @throws {DomainError} `nats_unavailable` */
  renewLog(): Promise<RenewedLog> {
    return renewLog(this.store, this.link, this.runtime.timers);
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
        await this.readModels.install();
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
