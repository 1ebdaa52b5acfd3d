import { WakeUp, type Leadership, type OnTrouble } from '@clipcast/event-store';
import { backoffMs, type Runtime } from '@clipcast/kernel';
import type { BackgroundWorker } from '@clipcast/service-kit';
import type { ReRater } from './re-rater.ts';

/** How soon it is seen what another replica was asked; what this one's projections move rings the bell. */
const POLL_MS = 1_000;
/** How long the read models are given to come level. */
const LEVEL_MS = 100;

export interface CarryOutReRatingWorkerParts {
  readonly reRater: ReRater;
  readonly leadership: Leadership;
  /** Rings a bell when something was written. Returns the way to have it silenced. */
  readonly listen: (ring: () => void) => () => void;
  readonly runtime: Runtime;
  readonly onTrouble: OnTrouble;
}

/** Applies and undoes re-ratings, in one replica at a time to save work; what a crash stops another one takes up. */
export class CarryOutReRatingWorker implements BackgroundWorker {
  readonly #bell: WakeUp;

  constructor(private readonly parts: CarryOutReRatingWorkerParts) {
    this.#bell = new WakeUp(parts.runtime.timers);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { leadership, listen } = this.parts;
    const quiet = listen(() => this.#bell.ring());
    await leadership.hold('billing: carry out re-rating', signal, (held) => this.#rounds(held));
    quiet();
    await leadership.close();
  }

  async #rounds(signal: AbortSignal): Promise<void> {
    const { reRater, runtime, onTrouble } = this.parts;
    for (let failures = 0; !signal.aborted;) {
      try {
        const came = await reRater.round(signal);
        failures = 0;
        if (came === 'later') await runtime.timers.sleep(LEVEL_MS, signal);
        else await this.#bell.wait(POLL_MS, signal);
      } catch (error) {
        onTrouble('re-rating', error);
        await runtime.timers.sleep(backoffMs(failures, runtime.random), signal);
        failures += 1;
      }
    }
  }
}
