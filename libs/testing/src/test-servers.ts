/** PostgreSQL and NATS for one run of tests or benchmarks. */
export interface TestServers {
  /** May create databases; the database it names stays empty. */
  readonly databaseUrl: string;
  readonly natsUrl: string;
  /** The program with which specs start servers of their own; undefined where only a container is to be had. */
  readonly natsServerBin: string | undefined;
  /** What was started, for people. */
  readonly description: string;
  stop(): Promise<void>;
}

/** How to start them. */
export interface TestServersOptions {
  /** Keep PostgreSQL durable (fsync on): for benchmarks, whose figures would otherwise mean nothing. */
  readonly durable?: boolean;
  /** Told one line before something slow happens, and when containers could not be used. */
  readonly notice?: (line: string) => void;
}
