import type { JetStreamManager } from '@nats-io/jetstream';
import type { Service } from '@clipcast/contracts';
import type { Watermark } from '@clipcast/event-store';
import type { Uuid } from '@clipcast/kernel';
import { numberOf } from './envelope.ts';
import { findStream, streamOf } from './streams.ts';

interface Standing {
  readonly number: bigint;
  readonly epoch: Uuid;
}

/**
 * The sequence at which the event after a watermark stands in a service's stream, now or later; undefined while the stream
 * does not exist. The relay publishes without holes, so number and sequence keep their distance; where they do not, the
 * start of the stream is the safe answer, because what was seen before falls under the watermark. So it is where the stream
 * holds another epoch: its first event then shows that to the subscriber. Messages may be missing, as in a damaged store.
 */
export async function startSequence(
  jsm: JetStreamManager,
  service: Service,
  { position: number, epoch }: Pick<Watermark, 'position' | 'epoch'>,
): Promise<number | undefined> {
  const stream = await findStream(jsm, service);
  if (!stream) return undefined;
  const { messages, first_seq: firstSequence, last_seq: lastSequence } = stream.state;
  if (messages === 0) return lastSequence + 1;
  const at = async (seq: number): Promise<Standing | undefined> => {
    const message = await jsm.streams.getMessage(streamOf(service), { seq });
    return message ? numberOf(message.header) : undefined;
  };
  const first = await at(firstSequence);
  if (!first) return firstSequence;
  const wanted = firstSequence + Number(number + 1n - first.number);
  if (wanted <= firstSequence) return firstSequence;
  const keepsDistance = (found: Standing, sequence: number): boolean =>
    found.number - first.number === BigInt(sequence - firstSequence) &&
    (epoch === null || found.epoch === epoch);
  // The last one that was seen tells most; where it is missing, the end of the stream tells enough.
  for (const check of [Math.min(wanted - 1, lastSequence), lastSequence]) {
    const found = await at(check);
    if (found) return keepsDistance(found, check) ? Math.min(wanted, lastSequence + 1) : firstSequence;
  }
  return firstSequence;
}
