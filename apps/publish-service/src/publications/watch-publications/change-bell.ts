import type { OnTrouble } from '@clipcast/event-store';
import type { ProfileId, Runtime } from '@clipcast/kernel';

/** How soon changes are seen, whichever replica they come from: what is shown follows the log by about as much. */
const LOOK_MS = 250;

interface Watched {
  newest: bigint;
  readonly listeners: Set<() => void>;
}

/** Looks once for all streams of a profile whether anything has changed, and only while somebody watches. */
export class ChangeBell {
  readonly #watched = new Map<ProfileId, Watched>();
  #looking = false;

  constructor(
    private readonly newest: (profileId: ProfileId) => Promise<bigint>,
    private readonly runtime: Runtime,
    private readonly onTrouble: OnTrouble,
  ) {}

  /** Calls `listener` after each change of the profile's publications; the returned function ends that. */
  listen(profileId: ProfileId, listener: () => void): () => void {
    const watched = this.#watched.get(profileId) ?? { newest: 0n, listeners: new Set() };
    this.#watched.set(profileId, watched);
    watched.listeners.add(listener);
    if (!this.#looking) void this.#look();
    return () => {
      watched.listeners.delete(listener);
      if (watched.listeners.size === 0) this.#watched.delete(profileId);
    };
  }

  async #look(): Promise<void> {
    this.#looking = true;
    while (this.#watched.size > 0) {
      for (const [profileId, watched] of this.#watched) {
        await this.#lookAt(profileId, watched).catch((error: unknown) =>
          this.onTrouble('publication events', error),
        );
      }
      await this.runtime.timers.sleep(LOOK_MS);
    }
    this.#looking = false;
  }

  async #lookAt(profileId: ProfileId, watched: Watched): Promise<void> {
    const newest = await this.newest(profileId);
    if (newest === watched.newest) return;
    watched.newest = newest;
    for (const listener of watched.listeners) listener();
  }
}
