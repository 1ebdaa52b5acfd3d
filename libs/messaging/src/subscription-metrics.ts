import { metrics, type Attributes, type BatchObservableResult } from '@opentelemetry/api';

/**
 * What one subscription tells about itself. Made when the subscriber is, because instruments that are made before telemetry
 * is started measure nothing.
 */
export class SubscriptionMetrics {
  #lag: bigint | undefined;
  #parkedStreams = 0;
  readonly #attributes: Attributes;
  readonly #meter = metrics.getMeter('@clipcast/messaging');
  readonly #deadLetters = this.#meter.createCounter('clipcast.dead_letters', {
    description: 'Events that were set aside.',
  });
  readonly #gapRepairs = this.#meter.createCounter('clipcast.gap_repairs', {
    description: 'Times that events were missing in the stream and were read from the log of their source.',
  });
  readonly #lagGauge = this.#meter.createObservableGauge('clipcast.subscription.lag', {
    description: 'Events of the source that are still to come.',
  });
  readonly #parkedGauge = this.#meter.createObservableGauge('clipcast.parked_streams', {
    description: 'Streams that wait for a person.',
  });

  constructor(subscription: { readonly name: string; readonly source: string }) {
    this.#attributes = { subscription: subscription.name, source: subscription.source };
  }

  /** Events still to come, as far as is known; undefined on a standby. */
  get lag(): bigint | undefined {
    return this.#lag;
  }

  set lag(events: bigint) {
    this.#lag = events;
  }

  set parkedStreams(count: number) {
    this.#parkedStreams = count;
  }

  setAside(events: number): void {
    this.#deadLetters.add(events, this.#attributes);
  }

  gapRepaired(): void {
    this.#gapRepairs.add(1, this.#attributes);
  }

  /** Shows the gauges while `work` runs: a standby has nothing to show. */
  async whileActive(work: () => Promise<void>): Promise<void> {
    const gauges = [this.#lagGauge, this.#parkedGauge];
    const observe = (result: BatchObservableResult): void => {
      if (this.#lag !== undefined) result.observe(this.#lagGauge, Number(this.#lag), this.#attributes);
      result.observe(this.#parkedGauge, this.#parkedStreams, this.#attributes);
    };
    this.#meter.addBatchObservableCallback(observe, gauges);
    try {
      await work();
    } finally {
      this.#meter.removeBatchObservableCallback(observe, gauges);
      this.#lag = undefined;
    }
  }
}
