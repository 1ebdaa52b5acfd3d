import type { DomainEvent, RecordedEvent, StreamRef } from '../log/events.ts';
import type { EventStore } from '../log/event-store.ts';
import { replay, type Aggregate } from './aggregate.ts';
import type { VersionedState } from './command.ts';

/** How many facts may follow a snapshot before the next one is kept. */
const SNAPSHOT_EVERY = 200;
/** A large state is kept less often: as many facts later as read about as fast as it does itself. */
const SNAPSHOT_CHARS_A_FACT = 400;
const PAGE_EVENTS = 5_000;

/** Opens streams: from what is known, else from a snapshot, else from the start; and keeps snapshots, in the background. */
export class OpenStream {
  /** How long the last snapshot of a stream was. */
  readonly #lengths = new WeakMap<StreamRef, number>();

  constructor(
    private readonly store: EventStore,
    private readonly onTrouble: (worker: string, error: unknown) => void,
  ) {}

  /**
   * The state of a stream now. What is known is only built on when the log still has its last fact: a database that was put
   * back, or failed over to a copy that lacked something, may have another history there.
   * @throws {UnknownEventError}
   */
  async newer<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: StreamRef,
    known: VersionedState<State> | undefined,
  ): Promise<VersionedState<State>> {
    for (const base of [known, await this.#snapshotUnless(known, aggregate, stream)]) {
      const now = base && (await this.#goOn(aggregate, stream, base));
      if (now) return now;
    }
    const now = await this.#read(aggregate, stream, { state: aggregate.initialState, version: 0 });
    this.keep(aggregate, stream, 0, now);
    return now;
  }

  /** Keeps a snapshot when the stream has grown past the next multiple of 200 facts, or of more when it is large. A failure costs time later, no fact. */
  keep<State, Event extends DomainEvent>(
    { snapshots }: Aggregate<State, Event>,
    stream: StreamRef,
    from: number,
    { state, version, lastEventId }: VersionedState<State>,
  ): void {
    if (!snapshots || lastEventId === undefined) return;
    const every = Math.max(SNAPSHOT_EVERY, (this.#lengths.get(stream) ?? 0) / SNAPSHOT_CHARS_A_FACT);
    if (Math.floor(version / every) <= Math.floor(from / every)) return;
    const save = async () => {
      const kept = { version, lastEventId, state: snapshots.save(state) };
      this.#lengths.set(stream, await this.store.saveSnapshot(stream, snapshots.format, kept));
    };
    save().catch((error: unknown) => this.onTrouble('snapshots', error));
  }

  /** From a state on; undefined when the log has another fact where the state ends. */
  async #goOn<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: StreamRef,
    base: VersionedState<State>,
  ): Promise<VersionedState<State> | undefined> {
    if (base.version === 0) return this.#read(aggregate, stream, base);
    const [last, ...newer] = await this.store.readStream(stream, base.version - 1, PAGE_EVENTS);
    if (last?.id !== base.lastEventId) return undefined;
    let now = after(aggregate, base, newer);
    if (newer.length === PAGE_EVENTS - 1) now = await this.#read(aggregate, stream, now);
    this.keep(aggregate, stream, base.version, now);
    return now;
  }

  async #read<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: StreamRef,
    from: VersionedState<State>,
  ): Promise<VersionedState<State>> {
    for (let now = from; ;) {
      const events = await this.store.readStream(stream, now.version, PAGE_EVENTS);
      now = after(aggregate, now, events);
      if (events.length < PAGE_EVENTS) return now;
    }
  }

  async #snapshotUnless<State, Event extends DomainEvent>(
    known: VersionedState<State> | undefined,
    { snapshots }: Aggregate<State, Event>,
    stream: StreamRef,
  ): Promise<VersionedState<State> | undefined> {
    const kept = known ? undefined : snapshots && (await this.store.readSnapshot(stream, snapshots.format));
    return kept && snapshots && { ...kept, state: snapshots.load(kept.state) };
  }
}

const after = <State, Event extends DomainEvent>(
  aggregate: Aggregate<State, Event>,
  { state, version, lastEventId }: VersionedState<State>,
  events: readonly RecordedEvent[],
): VersionedState<State> => ({
  state: replay(aggregate, events, state),
  version: version + events.length,
  lastEventId: events.at(-1)?.id ?? lastEventId,
});
