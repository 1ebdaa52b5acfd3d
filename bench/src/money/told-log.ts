import {
  EventStore,
  Leadership,
  migrateToLatest,
  openDatabase,
  type AppendCommand,
  type Database,
} from '@clipcast/event-store';
import { waitUntil } from '@clipcast/local-servers';
import { NatsLink, Relay, streamOf } from '@clipcast/messaging';
import { jetstreamManager } from '@nats-io/jetstream';
import type { BenchSurroundings } from '../bench.ts';
import type { BenchServers } from '../servers/with-servers.ts';

const TOGETHER = 2_000;
const STORED_WITHIN_MS = 120_000;

/** The log of a service that does not run, from which facts get into JetStream all the same. */
export class ToldLog {
  readonly #link: NatsLink;
  readonly #store: EventStore;

  private constructor(
    private readonly surroundings: BenchSurroundings,
    private readonly service: 'profile' | 'publish',
    private readonly database: Database,
    natsUrl: string,
  ) {
    this.#link = new NatsLink(natsUrl, `bench-${service}`);
    this.#store = new EventStore(service, database, surroundings.runtime);
  }

  static async open(
    surroundings: BenchSurroundings,
    { natsUrl, database }: BenchServers,
    service: 'profile' | 'publish',
  ): Promise<ToldLog> {
    const url = await database(`told_${service}`);
    await migrateToLatest(url);
    return new ToldLog(surroundings, service, openDatabase(url), natsUrl);
  }

  /**
   * Records facts and brings them into JetStream, where whoever follows the service finds them. Answers the number of the last.
   * @throws {Error} when they do not get there.
   */
  async tell(commands: readonly AppendCommand[]): Promise<bigint> {
    for (let from = 0; from < commands.length; from += TOGETHER)
      await this.#store.append(commands.slice(from, from + TOGETHER));
    const { publicNumber } = await this.#store.head();
    const { runtime, say } = this.surroundings;
    const leadership = new Leadership(this.database.url, runtime);
    // That it fills an empty stream is told as text, and is what is wanted here.
    const onTrouble = (worker: string, error: unknown): void => {
      if (error instanceof Error) say(`trouble in ${worker}: ${error.message}`);
    };
    const stopping = new AbortController();
    const relay = new Relay(this.#store, this.#link, leadership, runtime, onTrouble);
    const relaying = relay.run(stopping.signal);
    try {
      await this.#stored(publicNumber);
    } finally {
      stopping.abort();
      await relaying;
      await leadership.close();
    }
    return publicNumber;
  }

  async close(): Promise<void> {
    await Promise.all([this.#link, this.database].map((one) => one.close()));
  }

  async #stored(publicNumber: bigint): Promise<void> {
    const jsm = await jetstreamManager(await this.#link.connection(new AbortController().signal));
    const stored = async (): Promise<boolean> => {
      const info = await jsm.streams.info(streamOf(this.service)).catch(() => undefined);
      return BigInt(info?.state.messages ?? 0) >= publicNumber;
    };
    const { runtime } = this.surroundings;
    if (!(await waitUntil(runtime, stored, { withinMs: STORED_WITHIN_MS, everyMs: 100 })))
      throw new Error(`The facts of ${this.service} did not get into JetStream.`);
  }
}
