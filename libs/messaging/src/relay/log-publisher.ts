import type { EventStore, RecordedEvent, WakeUp } from '@clipcast/event-store';
import type { Timers } from '@clipcast/kernel';
import { headerLine, headerLines } from '../envelope.ts';
import { tracePublish } from '../spans.ts';
import { subjectOf } from '../streams.ts';
import type { PublishPipeline } from './publish-pipeline.ts';

const PAGE_EVENTS_MAX = 1_000;
/** After so many events others get their turn in the event loop. */
const STRETCH_EVENTS_MAX = 250;
const POLL_MS = 250;

/** From where, and under which conditions, the log is published. */
export interface Start {
  /** The number of the last event that is published. */
  readonly number: bigint;
  /** The life of the log that the stream belongs to. */
  readonly epoch: string;
  /** Up to here events may have been published before, so they carry no id that JetStream would know them by. */
  readonly againUpTo: bigint;
}

/** Reads the log in order, a page ahead, and gives it to a pipeline: to the end, and on from there when more comes. */
export class LogPublisher {
  constructor(
    private readonly store: EventStore,
    private readonly bell: WakeUp,
    private readonly timers: Timers,
  ) {}

  /** Publishes until `ended` aborts. @throws {PipelineBrokenError}, or what the database says. */
  async publish(
    pipeline: PublishPipeline,
    start: Start,
    ended: AbortSignal,
    onIdle: () => void,
  ): Promise<void> {
    let last = start.number;
    let page = this.#read(last, start.epoch);
    while (!ended.aborted) {
      const events = await page;
      const full = events.length === PAGE_EVENTS_MAX;
      const next = last + BigInt(events.length);
      if (full) page = this.#read(next, start.epoch);
      await this.#send(pipeline, events, last, start, ended);
      last = next;
      if (full) continue;
      onIdle();
      await this.bell.wait(POLL_MS, ended);
      page = this.#read(last, start.epoch);
    }
    await page;
  }

  /** A page of the log. That nobody waits for it yet is no reason to end the process when it fails. */
  #read(after: bigint, epoch: string): Promise<readonly RecordedEvent[]> {
    const page = this.#readChecked(after, epoch);
    page.catch(() => undefined);
    return page;
  }

  /** The epoch is asked for last, so it holds for what was read before. */
  async #readChecked(after: bigint, epoch: string): Promise<readonly RecordedEvent[]> {
    const events = await this.store.followPublic(after, PAGE_EVENTS_MAX);
    if (events.length > 0 && (await this.store.head()).epoch !== epoch)
      throw new Error('The log was replaced while it was published.');
    return events;
  }

  async #send(
    pipeline: PublishPipeline,
    events: readonly RecordedEvent[],
    after: bigint,
    start: Start,
    ended: AbortSignal,
  ): Promise<void> {
    let number = after;
    for (const [index, event] of events.entries()) {
      number += 1n;
      if (event.publicNumber !== number)
        throw new Error(`The log has public event ${event.publicNumber} where ${number} belongs.`);
      if (!pipeline.hasRoom) await pipeline.room();
      this.#sendOne(pipeline, event, start);
      if ((index + 1) % STRETCH_EVENTS_MAX > 0) continue;
      await this.timers.turn();
      if (ended.aborted) return;
    }
  }

  #sendOne(pipeline: PublishPipeline, event: RecordedEvent, { epoch, againUpTo }: Start): void {
    const { service } = this.store;
    const { id, type, meta, profileId, publicNumber } = event;
    const subject = subjectOf(service, type);
    const { headers, span } = tracePublish({ subject, profileId, id }, meta.traceparent);
    let lines = headerLines(service, event, epoch);
    // Who still has its id would only say where the event once was, and store nothing.
    if (publicNumber !== null && publicNumber > againUpTo) lines = `Nats-Msg-Id: ${id}\r\n${lines}`;
    for (const [name, value] of Object.entries(headers)) lines += headerLine(name, value);
    pipeline.send(subject, lines, event.dataText ?? JSON.stringify(event.data), span);
  }
}
