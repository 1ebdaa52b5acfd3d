import type { Service } from '@clipcast/contracts';
import type { Timers } from '@clipcast/kernel';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { findStream, streamOf } from '../streams.ts';
import type { PublishPipeline } from './publish-pipeline.ts';
import { isSameShape, shapeOf, type StreamShape } from './stream-tail.ts';

/** How soon a relay notices that its stream was wiped, cut or replaced although every message is still taken. */
const LOOK_MS = 1_000;

/**
 * Looks at the stream again and again, also while the relay is busy: a purge, for one, leaves the chain of sequences
 * unbroken. Breaks the pipeline when something is gone; ends when `signal` aborts, and never fails.
 */
export async function watchStream(
  nats: NatsConnection,
  service: Service,
  shape: StreamShape,
  pipeline: PublishPipeline,
  timers: Timers,
  signal: AbortSignal,
): Promise<void> {
  const jsm = await jetstreamManager(nats, { checkAPI: false });
  for (;;) {
    await timers.sleep(LOOK_MS, signal);
    if (signal.aborted) return;
    const { confirmed, idle } = pipeline;
    // A server that does not answer this one question is noticed by what it does with the events.
    const stream = await findStream(jsm, service).catch(() => 'unknown' as const);
    if (stream === 'unknown') continue;
    const lastSequence = stream?.state.last_seq ?? -1;
    const someoneElse =
      idle && pipeline.idle && pipeline.confirmed === confirmed && lastSequence !== confirmed;
    if (!stream || !isSameShape(shape, shapeOf(stream)) || lastSequence < confirmed || someoneElse) {
      pipeline.break(new Error(`${streamOf(service)} is not as it was left`));
      return;
    }
  }
}
