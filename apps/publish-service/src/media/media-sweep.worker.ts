import { Leadership, type OnTrouble } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import type { MediaStore } from '@clipcast/media-store';
import type { BackgroundWorker, ServiceEngine } from '@clipcast/service-kit';
import { metrics } from '@opentelemetry/api';
import type { PublishTables } from '../database.ts';
import type { Arrivals } from './arrivals.adapter.ts';
import type { MediaUses, StoredContent } from './media-uses.adapter.ts';
import { whenAborted } from './when-aborted.ts';

const AT_A_TIME = 100;
/** The retention policy looks at every publication there is, so it is not asked in every round. */
const ROUNDS_BETWEEN_DROPS = 10;
/** A removal holds a transaction open, which the database ends after ten seconds. */
const REMOVAL_MS_MAX = 5_000;
/** The read models that say which publications may still need a file. */
const RESTS_ON = ['clip-list', 'publication-list'];

/** What a sweep rests on. */
export interface MediaSweepParts {
  readonly engine: ServiceEngine<PublishTables>;
  readonly leadership: Leadership;
  readonly store: MediaStore;
  readonly uses: MediaUses;
  readonly arrivals: Arrivals;
  /** Lets go of videos that are due by the retention policy. */
  readonly retention: { drop(): Promise<number> };
  readonly runtime: Runtime;
  readonly onTrouble: OnTrouble;
  /** Between two rounds, in milliseconds. */
  readonly everyMs: number;
}

/**
 * Removes files that no clip uses any more, and lets go of videos that were published long ago: in one replica at a time,
 * to save work. What makes it safe are the uses: every step can be repeated, by anybody and after any crash.
 */
export class MediaSweepWorker implements BackgroundWorker {
  constructor(private readonly parts: MediaSweepParts) {}

  async run(signal: AbortSignal): Promise<void> {
    const { leadership, arrivals, onTrouble } = this.parts;
    await arrivals.sweep().catch((error: unknown) => onTrouble('media sweep', error));
    await leadership.hold('publish: media sweep', signal, (held) => this.#rounds(held));
    await leadership.close();
  }

  async #rounds(signal: AbortSignal): Promise<void> {
    const { retention, runtime, everyMs } = this.parts;
    // Asked for late, because a meter taken before telemetry has started reports nothing for ever.
    const meter = metrics.getMeter('@clipcast/publish-service');
    const dropped = meter.createCounter('clipcast.media.dropped', {
      description: 'Videos let go of because they were published long ago',
      unit: '{video}',
    });
    const removed = meter.createCounter('clipcast.media.removed', {
      description: 'Files removed from the store because no clip uses them any more',
      unit: '{file}',
    });
    for (let rounds = 0; !signal.aborted;) {
      if (await this.#readModelsAreLevel()) {
        if (rounds % ROUNDS_BETWEEN_DROPS === 0) dropped.add(await retention.drop());
        removed.add(await this.#removeUnused(signal));
        rounds += 1;
      }
      await runtime.timers.sleep(everyMs, signal);
    }
  }

  async #removeUnused(signal: AbortSignal): Promise<number> {
    const { uses, onTrouble } = this.parts;
    let removed = 0;
    for (const content of await uses.removable(AT_A_TIME)) {
      if (signal.aborted) break;
      try {
        if (await uses.forget(content, () => this.#remove(content))) removed += 1;
      } catch (error) {
        // The others do not wait for it; it is due again in the next round.
        onTrouble('media sweep', error);
      }
    }
    return removed;
  }

  async #remove(content: StoredContent): Promise<void> {
    const { store, runtime } = this.parts;
    const deadline = runtime.timers.deadline(REMOVAL_MS_MAX);
    const removal = Promise.all([
      store.remove({ ...content, kind: 'video' }, deadline),
      store.remove({ ...content, kind: 'thumbnail' }, deadline),
    ]);
    await Promise.race([removal, whenAborted(deadline)]);
  }

  /** Whether the read models show everything that is in the log now; else nothing is judged by them. */
  async #readModelsAreLevel(): Promise<boolean> {
    const { engine } = this.parts;
    const { position } = await engine.store.head();
    await Promise.all(RESTS_ON.map((name) => engine.caughtUp(name)));
    const level = await engine.database.db
      .selectFrom('subscriptions')
      .select('name')
      .where('name', 'in', RESTS_ON)
      .where('position', '>=', position)
      .execute();
    return level.length === RESTS_ON.length;
  }
}
