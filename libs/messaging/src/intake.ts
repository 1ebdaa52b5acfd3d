import type { LogTables } from '@clipcast/event-store';
import type { JsMsg } from '@nats-io/jetstream';
import type { Delivered } from './delivered.ts';
import { readEnvelope, type PublicEvent } from './envelope.ts';
import type { ForeignLog } from './foreign-log.ts';
import { repairGap } from './gap-repair.ts';
import type { SourceHead } from './head-watch.ts';
import { fieldsOf, type MessageFields } from './message-fields.ts';
import type { Progress } from './progress.ts';
import { traceOf } from './spans.ts';
import type { SubscriptionMetrics } from './subscription-metrics.ts';

/**
 * Makes of what comes a sequence without holes and repetitions, and hands it on: what falls under the watermark is left
 * out, what is missing comes from the source's log first.
 */
export class Intake<Tables extends LogTables> {
  constructor(
    private readonly log: ForeignLog,
    private readonly progress: Progress<Tables>,
    private readonly deliver: (events: readonly Delivered[]) => Promise<void>,
    private readonly metrics: SubscriptionMetrics,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  /**
   * Delivers what is new in the messages. Answers the last one that is done with: all of them, unless `signal` aborted.
   * @throws what the delivery throws; when the source does not answer about a gap; {EpochChangedError}.
   */
  async take(messages: readonly JsMsg[], signal: AbortSignal): Promise<JsMsg | undefined> {
    let done: JsMsg | undefined;
    let waiting: Delivered[] = [];
    let lastMessage: JsMsg | undefined;
    const flush = async (): Promise<boolean> => {
      const last = waiting.at(-1)?.event.number;
      if (last !== undefined) await this.deliver(waiting);
      waiting = [];
      if (last !== undefined && this.progress.number < last) return false;
      done = lastMessage;
      return true;
    };
    for (const message of messages) {
      const fields = fieldsOf(message);
      const event = this.#read(fields, message.data);
      if (event && !(await this.#fits(event, waiting.at(-1)?.event, flush, signal))) return done;
      if (event && event.number > (waiting.at(-1)?.event.number ?? this.progress.number))
        waiting.push({ event, trace: traceOf(fields) });
      lastMessage = message;
    }
    await flush();
    return done;
  }

  /** Delivers what the source has and the stream has not brought. @throws {SourceBehindError}, {EpochChangedError} */
  async catchUp(head: SourceHead | undefined, signal: AbortSignal): Promise<void> {
    if (!head) return;
    await this.#repair(head.number, signal);
  }

  /** Sees to it that an event follows what came before; false when that was stopped. */
  async #fits(
    event: PublicEvent,
    before: PublicEvent | undefined,
    flush: () => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<boolean> {
    // Before its number is looked at: numbers of another log mean other facts.
    if (before && before.epoch !== event.epoch && !(await flush())) return false;
    if (before?.epoch !== event.epoch) this.progress.checkEpoch(event.epoch);
    const last = before?.number ?? this.progress.number;
    if (event.number <= last + 1n) return true;
    if (!(await flush())) return false;
    await this.#repair(event.number - 1n, signal);
    return this.progress.number === event.number - 1n;
  }

  async #repair(upTo: bigint, signal: AbortSignal): Promise<void> {
    await repairGap(this.log, this.progress, upTo, this.deliver, signal);
    this.metrics.gapRepaired();
  }

  /** A broken payload keeps its number and stream and becomes a dead letter; what has no number is no event at all. */
  #read(fields: MessageFields, payload: Uint8Array): PublicEvent | undefined {
    try {
      return readEnvelope(this.log.service, fields, payload);
    } catch (error) {
      this.onTrouble(error);
      return undefined;
    }
  }
}
