/** One way for events to get from where they happen into another service's read model, its workers running. */
export interface EventPath {
  /** Sends events as fast as this way takes them; gives the number of the last. */
  sendAll(count: number): Promise<bigint>;
  /** Sends one event; gives its number. */
  sendOne(): Promise<bigint>;
  /** The number of the newest event that a reader of the read model sees. Whoever sees it sees all before it. */
  newestVisible(): Promise<bigint>;
  close(): Promise<void>;
}

/** What a path needs to be opened. */
export interface PathServers {
  readonly natsUrl: string;
  /** The source's database, and that of the service with the read model. */
  readonly sourceUrl: string;
  readonly readModelUrl: string;
}
