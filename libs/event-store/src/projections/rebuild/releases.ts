import type { Clock } from '@clipcast/kernel';
import type { Kysely } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import { isLed } from '../leadership.ts';
import type { ReadModelKey } from './read-model.ts';

/** The task that every process of a release leads or waits for: who holds it shows that the release is alive. */
export const rebuildTask = ({ name, source }: ReadModelKey, version: number): string =>
  `rebuild:${source}:${name}:v${version}`;

/**
 * Which releases are alive. A newer one always wins; an older one goes back only when nobody of the newer is left, for
 * long enough that it is no takeover between two replicas. So replicas of two releases never switch back and forth.
 */
export class Releases {
  readonly #silentSince = new Map<number, number>();

  constructor(
    private readonly db: Kysely<LogTables>,
    private readonly readModel: ReadModelKey,
    private readonly clock: Clock,
    private readonly graceMs: number,
  ) {}

  /** Whether no process has had this version of the projection in its code for the time of grace. */
  async isGone(version: number): Promise<boolean> {
    if (await isLed(this.db, rebuildTask(this.readModel, version))) {
      this.#silentSince.delete(version);
      return false;
    }
    const now = this.clock.monotonicMs();
    const since = this.#silentSince.get(version) ?? now;
    this.#silentSince.set(version, since);
    return now - since >= this.graceMs;
  }
}
