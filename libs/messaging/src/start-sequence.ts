import type { JetStreamManager } from '@nats-io/jetstream';
import type { Service } from '@clipcast/contracts';
import type { Watermark } from '@clipcast/event-store';
import { numberOf } from './envelope.ts';
import { findStream, streamOf } from './streams.ts';

/**
 * The sequence at which the event after a watermark stands in a service's stream, now or later; undefined while the stream
 * does not exist. The relay publishes without holes, so number and sequence keep their distance; where they do not, the
 * start of the stream is the safe answer, because what was seen before falls under the watermark. So it is where the stream
 * holds another epoch: its first event then shows that to the subscriber.
 */
export async function startSequence(
  jsm: JetStreamManager,
  service: Service,
  { position: number, epoch }: Watermark,
): Promise<number | undefined> {
  const stream = await findStream(jsm, service);
  if (!stream) return undefined;
  const { messages, first_seq: firstSequence, last_seq: lastSequence } = stream.state;
  if (messages === 0) return lastSequence + 1;
  const at = async (seq: number) =>
    numberOf((await jsm.streams.getMessage(streamOf(service), { seq }))?.header);
  const wanted = firstSequence + Number(number + 1n - (await at(firstSequence)).number);
  if (wanted <= firstSequence) return firstSequence;
  const check = Math.min(wanted, lastSequence + 1) - 1;
  const expected = number - BigInt(wanted - 1 - check);
  const found = await at(check);
  const sameLog = epoch === null || found.epoch === epoch;
  return sameLog && found.number === expected ? check + 1 : firstSequence;
}
