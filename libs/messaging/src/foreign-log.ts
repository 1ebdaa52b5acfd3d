import type { Service } from '@clipcast/contracts';
import { contractData, type PublicEvent } from './envelope.ts';
import { decodePage, LOG_PAGE_EVENTS_MAX, logReadSubject, type LogPage } from './log-read-protocol.ts';
import type { NatsLink } from './nats-link.ts';

const ANSWER_MS_MAX = 5_000;
const NEVER = new AbortController().signal;

/**
 * Another service's public facts, out of its database instead of its stream: asked of any of its replicas over NATS.
 * Every call throws when the service does not answer within five seconds, which passes.
 */
export class ForeignLog {
  constructor(
    private readonly link: NatsLink,
    readonly service: Service,
  ) {}

  /** The number of the last public fact; 0 while there is none. */
  async head(signal: AbortSignal = NEVER): Promise<bigint> {
    return (await this.page(0n, 0, signal)).head;
  }

  /**
   * Up to `limit` facts (1,000 at the most) after a number, in order and without a hole, each in today's form and checked
   * against its contract. Fewer than `limit` does not mean that there are no more: ask on until none come.
   * @throws {MalformedMessageError} for a fact that this release does not know or that breaks its contract.
   */
  async read(after: bigint, limit: number, signal: AbortSignal = NEVER): Promise<PublicEvent[]> {
    return (await this.page(after, limit, signal)).events.map(contractData);
  }

  /**
   * The same as they came, their data not checked, with the head and the epoch of the log they are from.
   * @throws {LogReadRefusedError} when the service says that it cannot.
   */
  async page(after: bigint, limit: number, signal: AbortSignal = NEVER): Promise<LogPage> {
    const nats = await this.link.connection(signal);
    const question = JSON.stringify({ after: String(after), limit: Math.min(limit, LOG_PAGE_EVENTS_MAX) });
    const answer = await nats.request(logReadSubject(this.service), question, { timeout: ANSWER_MS_MAX });
    const page = decodePage(this.service, answer.json());
    page.events.forEach((event, index) => {
      const expected = after + BigInt(index + 1);
      if (event.number !== expected)
        throw new Error(`${this.service}'s log answered event ${event.number} in the place of ${expected}.`);
    });
    return page;
  }
}
