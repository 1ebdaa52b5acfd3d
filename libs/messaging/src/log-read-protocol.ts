import type { Service } from '@clipcast/contracts';
import { z } from 'zod';
import { checkedNumber, MalformedMessageError, type PublicEvent } from './envelope.ts';
import type { ProfileId } from '@clipcast/kernel';

/** Where a service's public facts can be asked for, beside their stream. */
export const logReadSubject = (service: Service): string => `log.${service}.read`;

/** How many events are asked for at most. */
export const LOG_PAGE_EVENTS_MAX = 1_000;

const digits = z.string().regex(/^\d{1,18}$/);

/** The question: up to `limit` public facts after the number `after`. With `limit` 0 it asks for the head only. */
export const LogReadRequest = z.strictObject({
  after: digits,
  limit: z.int().min(0).max(LOG_PAGE_EVENTS_MAX),
});

const WireEvent = z.object({
  type: z.string(),
  schemaVersion: z.int(),
  id: z.string(),
  number: digits,
  profileId: z.string(),
  streamId: z.string(),
  streamVersion: z.int(),
  recordedAt: z.string(),
  correlationId: z.string(),
  actor: z.string(),
  data: z.unknown(),
});

/** The answer: a page, which may hold fewer events than asked for but never none while there are some; or why not. */
export const LogReadAnswer = z.union([
  z.object({ epoch: z.string(), head: digits, events: z.array(WireEvent) }),
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }),
]);

/** Some of a source's public facts, and where its log ended when they were read. */
export interface LogPage {
  readonly epoch: string;
  /** The number of the last public fact. */
  readonly head: bigint;
  readonly events: readonly PublicEvent[];
}

/** A page as text. The events come as their JSON already, because they were measured to fit. */
export const encodePage = (epoch: string, head: bigint, events: readonly string[]): string =>
  `{"epoch":${JSON.stringify(epoch)},"head":"${head}","events":[${events.join(',')}]}`;

/** An event as it travels in a page; service and epoch are left out, because the page says them once. */
export const encodeEvent = (event: PublicEvent): string =>
  JSON.stringify({ ...event, service: undefined, epoch: undefined, number: String(event.number) });

/** The source has answered that it cannot: `code` says why. */
export class LogReadRefusedError extends Error {
  override readonly name = 'LogReadRefusedError';

  constructor(
    service: Service,
    readonly code: string,
    message: string,
  ) {
    super(`${service}'s log cannot be read (${code}): ${message}`);
  }
}

/** What an answer says. @throws {LogReadRefusedError}, {MalformedMessageError} for what is no answer. */
export function decodePage(service: Service, answer: unknown): LogPage {
  const parsed = LogReadAnswer.safeParse(answer);
  if (!parsed.success)
    throw new MalformedMessageError(`The answer of ${service}'s log is none that we know.`);
  if ('error' in parsed.data) {
    const { code, message } = parsed.data.error;
    throw new LogReadRefusedError(service, code, message);
  }
  const { epoch, head, events } = parsed.data;
  return {
    epoch,
    head: BigInt(head),
    events: events.map((event) => ({
      ...event,
      service,
      profileId: event.profileId as ProfileId,
      ...checkedNumber(event.number, epoch),
    })),
  };
}
