import type { Service } from '@clipcast/contracts';
import type { Uuid } from '@clipcast/kernel';
import { jetstream, type Consumer, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { numberOf } from '../envelope.ts';
import { streamOf } from '../streams.ts';
import { IN_FLIGHT_MAX } from './publish-pipeline.ts';
import type { LastEvent } from './stream-tail.ts';

const ANSWER_MS_MAX = 5_000;

/**
 * Whether the events up to the last one follow each other without anything in between, as far back as it can be otherwise:
 * what a relay has confirmed is proven, so only what may have been on its way when a relay broke off has to be looked at.
 * @throws when the stream changes meanwhile, or does not answer.
 */
export async function isUnbroken(nats: NatsConnection, service: Service, last: LastEvent): Promise<boolean> {
  const consumer = await jetstream(nats, { checkAPI: false }).consumers.get(streamOf(service), {
    opt_start_seq: Math.max(1, last.sequence - IN_FLIGHT_MAX + 1),
    headers_only: true,
  });
  try {
    return await followEachOther(consumer, last, streamOf(service));
  } finally {
    // It goes by itself in a while; that it cannot be removed now is no reason to fail.
    await consumer.delete().catch(() => undefined);
  }
}

async function followEachOther(consumer: Consumer, last: LastEvent, stream: string): Promise<boolean> {
  let before: bigint | undefined;
  for await (const message of await consumer.fetch({ max_messages: IN_FLIGHT_MAX, expires: ANSWER_MS_MAX })) {
    const number = numberIn(message, last.epoch);
    if (number === undefined || (before !== undefined && number !== before + 1n)) return false;
    if (message.seq === last.sequence) return number === last.number;
    before = number;
  }
  throw new Error(`The end of ${stream} could not be read.`);
}

/** Undefined for what is none of our events, or belongs to another life of the log. */
function numberIn({ headers }: JsMsg, epoch: Uuid): bigint | undefined {
  try {
    const found = numberOf(headers);
    return found.epoch === epoch ? found.number : undefined;
  } catch {
    return undefined;
  }
}
