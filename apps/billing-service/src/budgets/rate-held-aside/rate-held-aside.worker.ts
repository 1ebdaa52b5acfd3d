import { WakeUp, type Leadership, type OnTrouble, type TenantDoor } from '@clipcast/event-store';
import { backoffMs, type Runtime } from '@clipcast/kernel';
import type { BackgroundWorker } from '@clipcast/service-kit';
import { metrics, type ObservableResult } from '@opentelemetry/api';
import type { BillingTables } from '../../database.ts';
import { countHeldAside } from './held-aside.query.ts';
import type { HeldAsideRater } from './held-aside-rater.ts';

/** How soon it is seen what another replica's projection has moved; this replica's own rings the bell. */
const POLL_MS = 1_000;

export interface RateHeldAsideWorkerParts {
  readonly rater: Pick<HeldAsideRater, 'round'>;
  readonly door: TenantDoor<BillingTables>;
  readonly leadership: Leadership;
  /** Rings a bell when prices or usage may have come. Returns the way to have it silenced. */
  readonly listen: (ring: () => void) => () => void;
  readonly runtime: Runtime;
  readonly onTrouble: OnTrouble;
}

/**
 * Rates what was held aside, at the start and whenever prices or usage come: in one replica at a time, to save work and so
 * that what waits is told once. What makes it safe are the decisions.
 */
export class RateHeldAsideWorker implements BackgroundWorker {
  readonly #bell: WakeUp;

  constructor(private readonly parts: RateHeldAsideWorkerParts) {
    this.#bell = new WakeUp(parts.runtime.timers);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { leadership, listen } = this.parts;
    const quiet = listen(() => this.#bell.ring());
    await leadership.hold('billing: rate held aside', signal, (held) => this.#whileTelling(held));
    quiet();
    await leadership.close();
  }

  async #whileTelling(signal: AbortSignal): Promise<void> {
    const { door, onTrouble } = this.parts;
    // Asked for late, because a meter taken before telemetry has started reports nothing for ever.
    const gauge = metrics
      .getMeter('@clipcast/billing-service')
      .createObservableGauge('clipcast.unrated_usage', {
        description: 'Reported usage that is no cost yet because nobody knows its price',
        unit: '{usage}',
      });
    const observe = async (result: ObservableResult): Promise<void> => {
      await countHeldAside(door).then(
        (count) => result.observe(count),
        (error: unknown) => onTrouble('count of unrated usage', error),
      );
    };
    gauge.addCallback(observe);
    try {
      await this.#rounds(signal);
    } finally {
      gauge.removeCallback(observe);
    }
  }

  async #rounds(signal: AbortSignal): Promise<void> {
    const { rater, runtime, onTrouble } = this.parts;
    for (let failures = 0; !signal.aborted;) {
      try {
        await rater.round(signal);
        failures = 0;
        await this.#bell.wait(POLL_MS, signal);
      } catch (error) {
        onTrouble('rating of held usage', error);
        await runtime.timers.sleep(backoffMs(failures, runtime.random), signal);
        failures += 1;
      }
    }
  }
}
