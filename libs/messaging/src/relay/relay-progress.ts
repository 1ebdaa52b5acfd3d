import type { EventStore } from '@clipcast/event-store';
import type { Clock, Timers } from '@clipcast/kernel';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsLink } from '../nats-link.ts';
import { findStream } from '../streams.ts';
import { lastEvent } from './stream-tail.ts';

const FRESH_MS = 1_000;
const ANSWER_MS_MAX = 2_000;

/** How far the public facts of a service have come. */
export interface RelayProgress {
  /** The number of the last public fact in the log. */
  readonly head: bigint;
  /** The number of the stream's last event, by its own word; undefined when it cannot be asked or holds another log's events. */
  readonly published: bigint | undefined;
  /** How many public facts are not in the stream; undefined with `published`. */
  readonly lag: bigint | undefined;
  /** Whether this process publishes at the moment. */
  readonly leading: boolean;
  /** What keeps this process from publishing. */
  readonly trouble: string | undefined;
}

/** Where log and stream ended in one moment. */
export type Ends = Pick<RelayProgress, 'head' | 'published' | 'lag'>;

/** Compares the ends of log and stream, on any replica, at most once a second however many ask. */
export class RelayLag {
  #latest: { readonly ends: Promise<Ends>; readonly askedMs: number } | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly link: NatsLink,
    private readonly runtime: { readonly clock: Clock; readonly timers: Timers },
  ) {}

  ends(): Promise<Ends> {
    const nowMs = this.runtime.clock.monotonicMs();
    if (!this.#latest || nowMs - this.#latest.askedMs >= FRESH_MS) {
      this.#latest = { ends: this.#look(), askedMs: nowMs };
    }
    return this.#latest.ends;
  }

  /** The stream first: what is appended in between must not look as if it were published before it was there. */
  async #look(): Promise<Ends> {
    const last = await this.#lastPublished();
    const { publicNumber: head, epoch } = await this.store.head();
    const unknown = last === undefined || (last.epoch !== undefined && last.epoch !== epoch);
    if (unknown || last.number > head) return { head, published: undefined, lag: undefined };
    return { head, published: last.number, lag: head - last.number };
  }

  async #lastPublished(): Promise<{ number: bigint; epoch?: string } | undefined> {
    try {
      const nats = await this.link.connection(this.runtime.timers.deadline(ANSWER_MS_MAX));
      const jsm = await jetstreamManager(nats, { checkAPI: false, timeout: ANSWER_MS_MAX });
      const stream = await findStream(jsm, this.store.service);
      const last = stream && (await lastEvent(jsm, this.store.service, stream));
      return last ?? { number: 0n };
    } catch {
      return undefined;
    }
  }
}
