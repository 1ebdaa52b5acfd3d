import { isDeepStrictEqual } from 'node:util';
import type { Service } from '@clipcast/contracts';
import { ForeignLog, type NatsLink, type PublicEvent } from '@clipcast/messaging';
import { NotJson, streamEvents, type StreamEvent } from './stream-events.ts';

const PAGE_EVENTS = 500;
const DIFFERENCES_MAX = 20;

/** How a stream compares with the log that filled it. */
export interface StreamComparison {
  /** Events that were compared: all up to the head that was given. */
  readonly events: bigint;
  /** What differs, in words; some of it where it is much. */
  readonly differences: readonly string[];
}

/**
 * Reads a whole stream and its log side by side up to `head`: the same events, in the same order, each once, word for word.
 * Memory does not grow with them.
 */
export async function compareStreamWithLog(
  link: NatsLink,
  service: Service,
  head: bigint,
  signal: AbortSignal,
): Promise<StreamComparison> {
  const log = new ForeignLog(link, service);
  const nats = await link.connection(signal);
  const differences: string[] = [];
  let number = 0n;
  let page: readonly PublicEvent[] = [];
  if (head === 0n) return { events: 0n, differences };
  for await (const found of streamEvents(nats, service)) {
    if (page.length === 0) ({ events: page } = await log.page(number, PAGE_EVENTS, signal));
    const [expected, ...rest] = page;
    if (!expected) break;
    page = rest;
    number = expected.number;
    if (!isDeepStrictEqual(found, asInStream(expected))) {
      differences.push(
        `event ${number}: the stream has ${nameOf(found)}, the log ${nameOf(asInStream(expected))}`,
      );
    }
    if (number === head || differences.length >= DIFFERENCES_MAX) break;
  }
  if (number < head && differences.length === 0) {
    differences.push(`the stream ends at event ${number}, the log at ${head}`);
  }
  return { events: number, differences };
}

const asInStream = (event: PublicEvent): StreamEvent => ({
  number: String(event.number),
  epoch: event.epoch,
  id: event.id,
  type: `clipcast.${event.service}.${event.type}.v${event.schemaVersion}`,
  profileId: event.profileId,
  streamId: event.streamId,
  streamVersion: String(event.streamVersion),
  recordedAt: event.recordedAt,
  correlationId: event.correlationId,
  actor: event.actor,
  data: event.data,
});

const nameOf = ({ number, type, id, data }: StreamEvent): string =>
  `${type} ${id} (number ${number || 'none'})${data instanceof NotJson ? `, which is no JSON: ${data.text}` : ''}`;
