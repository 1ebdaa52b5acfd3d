import type { DomainEvent, StreamRef } from '../log/events.ts';
import type { EventStore } from '../log/event-store.ts';
import { replay, type Aggregate } from './aggregate.ts';
import type { VersionedState } from './command.ts';

/** How many facts may follow a snapshot before the next one is kept. */
const SNAPSHOT_EVERY = 200;
const PAGE_EVENTS = 5_000;

/** Opens streams: from what is known, else from a snapshot, else from the start; and keeps snapshots, in the background. */
export class OpenStream {
  constructor(
    private readonly store: EventStore,
    private readonly onTrouble: (worker: string, error: unknown) => void,
  ) {}

  /** The state of a stream now. @throws {UnknownEventError} */
  async newer<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: StreamRef,
    known: VersionedState<State> | undefined,
  ): Promise<VersionedState<State>> {
    let now = known ?? (await this.#fromSnapshot(aggregate, stream));
    const from = now.version;
    for (;;) {
      const events = await this.store.readStream(stream, now.version, PAGE_EVENTS);
      now = { state: replay(aggregate, events, now.state), version: now.version + events.length };
      if (events.length < PAGE_EVENTS) break;
    }
    this.keep(aggregate, stream, from, now);
    return now;
  }

  /** Keeps a snapshot when the stream has grown past the next multiple of 200 facts. A failure costs time later, no fact. */
  keep<State, Event extends DomainEvent>(
    { snapshots }: Aggregate<State, Event>,
    stream: StreamRef,
    from: number,
    { state, version }: VersionedState<State>,
  ): void {
    if (!snapshots || Math.floor(version / SNAPSHOT_EVERY) === Math.floor(from / SNAPSHOT_EVERY)) return;
    this.store
      .saveSnapshot(stream, snapshots.format, version, snapshots.save(state))
      .catch((error: unknown) => this.onTrouble('snapshots', error));
  }

  async #fromSnapshot<State, Event extends DomainEvent>(
    { snapshots, initialState }: Aggregate<State, Event>,
    stream: StreamRef,
  ): Promise<VersionedState<State>> {
    const kept = snapshots && (await this.store.readSnapshot(stream, snapshots.format));
    return kept
      ? { state: snapshots.load(kept.state), version: kept.version }
      : { state: initialState, version: 0 };
  }
}
