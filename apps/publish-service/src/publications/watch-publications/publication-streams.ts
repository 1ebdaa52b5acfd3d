import { WakeUp, type OnTrouble } from '@clipcast/event-store';
import { DomainError, type ProfileId, type Runtime } from '@clipcast/kernel';
import type { KeyStanding } from '@clipcast/service-kit';
import { ChangeBell } from './change-bell.ts';
import type { ChangedPublications } from './changed-publications.query.ts';
import { eventText, greeting, HEARTBEAT } from './watch-publications.ts';

/** Of one profile, on one replica. */
const STREAMS_MAX = 20;
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;

/** The streams that are open on this replica. */
export class PublicationStreams {
  readonly #open = new Map<ProfileId, Set<AbortController>>();
  readonly #bell: ChangeBell;
  #stopping = false;

  constructor(
    private readonly changes: Pick<ChangedPublications, 'startAfter' | 'after' | 'newest'>,
    private readonly runtime: Runtime,
    onTrouble: OnTrouble,
  ) {
    this.#bell = new ChangeBell((profileId) => changes.newest(profileId), runtime, onTrouble);
  }

  /**
   * Opens a stream: the text of one event after the other, until its controller aborts, its reader is not allowed to read
   * any more, or the service stops. It is asked for the next one only when its reader has room, and then tells how things
   * are by then.
   * @throws {DomainError} `too_many_streams`; `unavailable` while the service stops.
   */
  async open(
    profileId: ProfileId,
    lastSeen: bigint | undefined,
    stop: AbortController,
    isStillAllowed: KeyStanding,
  ) {
    // A reader that has gone before it was let in needs no room.
    if (!stop.signal.aborted) this.#admit(profileId, stop);
    try {
      const after = await this.changes.startAfter(lastSeen);
      return this.#tell(profileId, after, stop.signal, isStillAllowed);
    } catch (error) {
      stop.abort();
      throw error;
    }
  }

  /** Ends every stream at once; their readers come back to another replica. */
  close(): void {
    this.#stopping = true;
    for (const streams of this.#open.values()) for (const stop of streams) stop.abort();
  }

  #admit(profileId: ProfileId, stop: AbortController): void {
    if (this.#stopping)
      throw new DomainError('unavailable', 'unavailable', 'The service is stopping. Try again.');
    const streams = this.#open.get(profileId) ?? new Set();
    if (streams.size >= STREAMS_MAX) {
      throw new DomainError(
        'too_many_streams',
        'too_many',
        `${STREAMS_MAX} event streams of this profile are open already. Close one, or share one.`,
        { streamsMax: STREAMS_MAX },
      );
    }
    this.#open.set(profileId, streams.add(stop));
    stop.signal.addEventListener('abort', () => {
      streams.delete(stop);
      if (streams.size === 0) this.#open.delete(profileId);
    });
  }

  async *#tell(
    profileId: ProfileId,
    after: bigint,
    signal: AbortSignal,
    isStillAllowed: KeyStanding,
  ): AsyncGenerator<string> {
    const { clock } = this.runtime;
    const news = new WakeUp(this.runtime.timers);
    const quiet = this.#bell.listen(profileId, () => news.ring());
    signal.addEventListener('abort', quiet);
    if (signal.aborted) quiet();
    yield greeting(RETRY_MS);
    let allowedMs = clock.monotonicMs();
    for (let cursor = after; !signal.aborted;) {
      if (clock.monotonicMs() - allowedMs >= HEARTBEAT_MS) {
        if (!(await isStillAllowed())) return quiet();
        allowedMs = clock.monotonicMs();
      }
      const changed = await this.changes.after(profileId, cursor);
      for (const change of changed) {
        yield eventText(change);
        cursor = change.cursor;
      }
      if (changed.length > 0) continue;
      if (!(await this.#heard(news, signal))) yield HEARTBEAT;
    }
  }

  /** Waits for news; false when it was time for a sign of life first. */
  async #heard(news: WakeUp, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.runtime;
    const from = clock.monotonicMs();
    await news.wait(HEARTBEAT_MS, signal);
    return signal.aborted || clock.monotonicMs() - from < HEARTBEAT_MS;
  }
}
