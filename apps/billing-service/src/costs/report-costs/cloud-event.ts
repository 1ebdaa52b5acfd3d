import { profileIdSchema } from '@clipcast/contracts';
import { derivedId, prefixed, type CostId } from '@clipcast/kernel';
import { parseInput } from '@clipcast/service-kit';
import { z } from 'zod';
import type { CostReport } from './report-costs.ts';

const BATCH_MAX = 1_000;
const text = z.string().min(1).max(1_000);

/**
 * A CloudEvent 1.0 as JSON. Other attributes are extensions, which the specification lets anybody add. (The package
 * `cloudevents` would refuse a whole batch for one bad event, and brings browser polyfills along.)
 */
const CloudEvent = z.looseObject({
  specversion: z.literal('1.0'),
  id: text,
  source: text,
  type: z.literal('CostIncurred', { error: 'is no type that is taken here: CostIncurred is' }),
  subject: profileIdSchema,
  time: z.iso.datetime({ offset: true }).optional(),
  datacontenttype: z
    .string()
    .regex(/^application\/(?:[\w.+-]+\+)?json\b/, 'must be JSON')
    .optional(),
  data: z.record(z.string(), z.unknown()),
});

/** Schemas of what may be sent, for the API document: the extensions are left to their senders. */
export const cloudEventSchema = z.toJSONSchema(CloudEvent, { io: 'input' });

export const STRUCTURED = 'application/cloudevents+json';
export const BATCH = 'application/cloudevents-batch+json';

/** An event as it was sent, whichever way, and where its parts are told to be. */
export interface SentEvent {
  readonly event: unknown;
  readonly pointer: string;
}

export interface SentEvents {
  readonly isBatch: boolean;
  readonly events: readonly SentEvent[];
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The events of a request: structured, in a batch, or in binary mode with `ce-` headers.
 * @throws {DomainError} `invalid_request` for a batch that is none, or is too long.
 */
export function sentEvents(headers: Headers, body: unknown): SentEvents {
  const mediaType = String(headers['content-type'] ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase();
  if (mediaType === BATCH) {
    const events = parseInput(z.array(z.unknown()).min(1).max(BATCH_MAX), body, '');
    return { isBatch: true, events: events.map((event, place) => ({ event, pointer: `/${place}` })) };
  }
  const event = mediaType === STRUCTURED ? body : binaryEvent(headers, body);
  return { isBatch: false, events: [{ event, pointer: '' }] };
}

/** Attributes are in headers, percent-encoded; the body is the data. */
function binaryEvent(headers: Headers, data: unknown): unknown {
  const attributes = Object.entries(headers)
    .filter(([name]) => name.startsWith('ce-'))
    .map(([name, value]) => [name.slice('ce-'.length), decoded(String(value))]);
  return { ...Object.fromEntries(attributes), datacontenttype: 'application/json', data };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/**
 * The cost that an event tells of. Without an id of its own it has the event's, which its source makes unique, and without
 * an instant that of the event.
 * @throws {DomainError} `invalid_request`
 */
export function costOfEvent({ event, pointer }: SentEvent): CostReport {
  const { id, source, subject, time, data } = parseInput(CloudEvent, event, pointer);
  const idOtherwise: CostId = prefixed('cst', derivedId('cloud-event', source, id));
  const cost = 'incurredAt' in data || time === undefined ? data : { ...data, incurredAt: time };
  return { profileId: subject, cost, pointer: `${pointer}/data`, idOtherwise };
}
