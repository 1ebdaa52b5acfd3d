import type { Service } from '@clipcast/contracts';
import { metrics } from '@opentelemetry/api';
import type { RelayProgress } from './relay-progress.ts';
import type { Loss } from './resume.ts';

/** What a relay shows to who watches it. */
export interface RelayMetrics {
  /** A stream had lost events and gets them again: something happened to JetStream that somebody should know of. */
  refilled(loss: Loss): void;
  stop(): void;
}

/** Starts to report. Asked for late, because a meter taken before telemetry has started reports nothing for ever. */
export function reportRelay(service: Service, progress: () => Promise<RelayProgress>): RelayMetrics {
  const meter = metrics.getMeter('@clipcast/messaging');
  const attributes = { 'clipcast.service': service };
  const refills = meter.createCounter('clipcast.relay.refills', {
    description: 'How often a stream had lost events and was filled again from the log',
    unit: '{refill}',
  });
  const lag = meter.createObservableGauge('clipcast.relay.lag', {
    description: 'Public facts in the log that are not in the stream',
    unit: '{event}',
  });
  const leading = meter.createObservableGauge('clipcast.relay.leading', {
    description: '1 in the replica that publishes, 0 in the others',
  });
  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = async (result) => {
    const now = await progress();
    if (now.lag !== undefined) result.observe(lag, Number(now.lag), attributes);
    result.observe(leading, now.leading ? 1 : 0, attributes);
  };
  meter.addBatchObservableCallback(observe, [lag, leading]);
  return {
    refilled: (loss) => refills.add(1, { ...attributes, 'clipcast.relay.loss': loss }),
    stop: () => meter.removeBatchObservableCallback(observe, [lag, leading]),
  };
}
