import type { Deciders } from '@clipcast/event-store';
import type { Micros, ProfileId, Timers } from '@clipcast/kernel';
import { spendCapBook, spendCapStream, type SpendCapBook } from './spend-cap-book.ts';

/**
 * The caps of access keys as the log has them at the moment of the call. Calls of one turn of the event loop share the
 * reading; whoever is no access key reads nothing.
 */
export class SpendCaps {
  readonly #reading = new Map<ProfileId, Promise<SpendCapBook>>();

  constructor(
    private readonly deciders: Deciders,
    private readonly timers: Pick<Timers, 'turn'>,
  ) {}

  /** What a key may use in a month; null without a cap. */
  async limitOf(profileId: ProfileId, accessKeyId: string): Promise<Micros | null> {
    return (await this.#read(profileId)).get(accessKeyId) ?? null;
  }

  #read(profileId: ProfileId): Promise<SpendCapBook> {
    const begun = this.#reading.get(profileId);
    if (begun) return begun;
    const reading = this.timers.turn().then(async () => {
      // From here on a new cap may be missed by this reading, so nobody joins it any more.
      this.#reading.delete(profileId);
      return (await this.deciders.read(spendCapBook, spendCapStream(profileId))).state;
    });
    this.#reading.set(profileId, reading);
    return reading;
  }
}
