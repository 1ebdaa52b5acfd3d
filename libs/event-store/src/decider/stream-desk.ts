import { backoffMs, bareId, DomainError, type Json, type Runtime } from '@clipcast/kernel';
import { context as traces, type Context } from '@opentelemetry/api';
import { rolledBack } from '../database/rolled-back.ts';
import type { AppendOutcome, DomainEvent, StreamRef } from '../log/events.ts';
import type { EncodedCommand } from '../log/encoded-command.ts';
import type { EventStore } from '../log/event-store.ts';
import type { Aggregate } from './aggregate.ts';
import {
  decideCommand,
  type Command,
  type CommandAnswer,
  type Decision,
  type VersionedState,
} from './command.ts';
import { firstReply } from './first-answer.ts';
import type { OpenStream } from './open-stream.ts';
import { recordableRefusal, refusalResult } from './refusal.ts';

/** So many commands share one append at the most. */
const ROUND_COMMANDS_MAX = 512;
/** Each round one of the racing replicas wins. */
const CONFLICTS_MAX = 32;
/** From the third conflict on a replica steps back for a moment, so that the other one gets through. */
const PATIENT_CONFLICTS = 2;
const STEP_BACK_MS = 2;
const STEP_BACK_MS_MAX = 50;

/** A command that waits for its turn. */
export interface Waiting<State, Event extends DomainEvent> {
  readonly command: Command<State, Event, Json>;
  /** In whose trace the command is decided and its facts are recorded. */
  readonly trace: Context;
  readonly untilMs: number;
  readonly answer: PromiseWithResolvers<CommandAnswer<Json>>;
  conflicts: number;
}

interface Decided<State, Event extends DomainEvent> {
  readonly waiting: Waiting<State, Event>;
  readonly decision: Decision<State, Event, Json>;
  readonly encoded: EncodedCommand;
}

/**
 * Where the commands of one stream queue: they are decided one after the other from the state in memory, appended together
 * and answered alone. Nothing is read while nobody else writes the stream. What is decided from a state that may be
 * outdated is confirmed by the append itself; also a refusal, and a command that changes nothing.
 */
export class StreamDesk<State, Event extends DomainEvent> {
  #queue: Waiting<State, Event>[] = [];
  #known: VersionedState<State> | undefined;
  /** Whether the state was read after every command of this round had come. */
  #fresh = false;
  #working = false;

  constructor(
    private readonly store: EventStore,
    private readonly runtime: Runtime,
    readonly aggregate: Aggregate<State, Event>,
    private readonly stream: StreamRef,
    private readonly open: OpenStream,
  ) {}

  get idle(): boolean {
    return !this.#working;
  }

  submit(waiting: Waiting<State, Event>): void {
    this.#queue.push(waiting);
    if (!this.#working) void this.#work();
  }

  /** The state now: what is known, and what has come since. */
  async read(): Promise<VersionedState<State>> {
    const known = this.#known;
    const now = await this.open.newer(this.aggregate, this.stream, known);
    if (this.idle && this.#known === known) this.#known = now;
    return now;
  }

  /** Tells those who were called off, or have waited too long, although their turn has not come. */
  dropLate(): void {
    this.#queue = this.#queue.filter((waiting) => !this.#isDropped(waiting));
  }

  /** Never throws: everybody who waits gets an answer or an error. */
  async #work(): Promise<void> {
    this.#working = true;
    // What arrives in the same turn shares the first round.
    await this.runtime.timers.turn();
    while (this.#queue.length > 0) {
      const round = this.#take();
      if (round.length > 0) await this.#settle(round);
    }
    // In the same breath as the last look at the queue: who comes later finds nobody working, and starts anew.
    this.#working = false;
  }

  async #settle(round: readonly Waiting<State, Event>[]): Promise<void> {
    try {
      await this.#decideTogether(round);
    } catch (error) {
      this.#known = undefined;
      for (const { answer } of round) answer.reject(error);
    }
  }

  /** One of them made the statement fail, and none was written: each by itself, so that the others do not suffer. */
  async #apart(drafts: readonly Decided<State, Event>[], error: unknown): Promise<undefined> {
    this.#known = undefined;
    if (drafts.length > 1 && rolledBack(error))
      for (const { waiting } of drafts) await this.#settle([waiting]);
    else for (const { waiting } of drafts) waiting.answer.reject(error);
  }

  #isDropped({ answer, command, untilMs }: Waiting<State, Event>): boolean {
    if (command.signal?.aborted) answer.reject(command.signal.reason);
    else if (this.runtime.clock.monotonicMs() > untilMs) answer.reject(tooLate());
    else return false;
    return true;
  }

  /** The commands of the next round; those that waited too long, or were called off, are told so. */
  #take(): Waiting<State, Event>[] {
    const round: Waiting<State, Event>[] = [];
    while (this.#queue.length > 0 && round.length < ROUND_COMMANDS_MAX) {
      const [next] = this.#queue;
      if (!next || (next.command.alongside && round.length > 0)) break;
      this.#queue.shift();
      if (!this.#isDropped(next)) round.push(next);
      if (next.command.alongside) break;
    }
    return round;
  }

  async #decideTogether(round: readonly Waiting<State, Event>[]): Promise<void> {
    this.#fresh ||= this.#known === undefined;
    if (this.#fresh || !this.#known)
      this.#known = await this.open.newer(this.aggregate, this.stream, this.#known);
    const before = this.#known;
    const drafts = this.#decideEach(round, before);
    this.#fresh = false;
    if (drafts.length === 0) return;
    const trace = drafts[0]?.waiting.trace ?? traces.active();
    const appended = await traces
      .with(trace, () => this.#append(drafts, before))
      .catch((error: unknown) => this.#apart(drafts, error));
    if (!appended) return;
    const { decided, outcomes } = appended;
    let state = before;
    const again: Waiting<State, Event>[] = [];
    for (const [index, { waiting, decision }] of decided.entries()) {
      const outcome = outcomes[index];
      if (outcome?.outcome === 'appended') state = decision.after;
      else this.#fresh = true;
      if (!outcome || outcome.outcome === 'conflict') again.push(waiting);
      else await this.#answer(waiting, decision, outcome);
    }
    this.#known = state;
    this.open.keep(this.aggregate, this.stream, before.version, state);
    await this.#putBack(again);
  }

  #decideEach(
    round: readonly Waiting<State, Event>[],
    before: VersionedState<State>,
  ): Decided<State, Event>[] {
    const decided: Decided<State, Event>[] = [];
    let current = before;
    for (const waiting of round) {
      try {
        const from = current;
        const decision = traces.with(waiting.trace, () => decideCommand(waiting.command, from));
        if (this.#needsNoLog(waiting, decision, decided.length === 0)) continue;
        const draft = this.#encode(waiting, decision, from);
        decided.push(draft);
        current = draft.decision.after;
      } catch (error) {
        // A fault of this command's own; those beside it know nothing of it.
        waiting.answer.reject(error);
      }
    }
    return decided;
  }

  /** A command without facts and without an id needs no confirmation when its state was read after it came. */
  #needsNoLog(
    { command, answer }: Waiting<State, Event>,
    decision: Decision<State, Event, Json>,
    isFirst: boolean,
  ): boolean {
    if (!this.#fresh || !isFirst || decision.events.length > 0 || command.context.idempotency) return false;
    if ('refusal' in decision.answer) answer.reject(decision.answer.refusal);
    else answer.resolve({ reply: decision.answer.reply, replayed: false });
    return true;
  }

  /** A refusal that rests on the request alone is not kept: whoever repeats the request meets it again. */
  #contextFor({ command: { context } }: Waiting<State, Event>, { answer }: Decision<State, Event, Json>) {
    if (!('refusal' in answer) || recordableRefusal(answer.refusal)) return context;
    const { idempotency: _, ...rest } = context;
    return rest;
  }

  #encode(
    waiting: Waiting<State, Event>,
    decision: Decision<State, Event, Json>,
    from: VersionedState<State>,
  ): Decided<State, Event> {
    const { answer, events, after } = decision;
    const command = {
      stream: this.stream,
      expectedVersion: from.version,
      expectedEventId: from.lastEventId,
      events,
      context: this.#contextFor(waiting, decision),
      result: 'refusal' in answer ? refusalResult(answer.refusal) : answer.reply,
    };
    const encoded = traces.with(waiting.trace, () => this.store.encode(command));
    const lastEventId = encoded.encodedEvents.at(-1)?.id ?? from.lastEventId;
    return { waiting, decision: { ...decision, after: { ...after, lastEventId } }, encoded };
  }

  async #append(
    decided: readonly Decided<State, Event>[],
    before: VersionedState<State>,
  ): Promise<{ decided: readonly Decided<State, Event>[]; outcomes: readonly AppendOutcome[] }> {
    const [first] = decided;
    const alongside = first?.waiting.command.alongside;
    if (first && alongside && first.decision.events.length > 0) {
      try {
        const outcome = await this.store.appendWith(first.encoded, (tx) =>
          alongside(tx, first.decision.events),
        );
        return { decided, outcomes: [outcome] };
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return this.#append(
          [this.#encode(first.waiting, { events: [], after: before, answer: { refusal: error } }, before)],
          before,
        );
      }
    }
    return { decided, outcomes: await this.store.appendChain(decided.map(({ encoded }) => encoded)) };
  }

  async #answer(
    { answer, command: { context } }: Waiting<State, Event>,
    decision: Decision<State, Event, Json>,
    outcome: Exclude<AppendOutcome, { outcome: 'conflict' }>,
  ): Promise<void> {
    try {
      if (outcome.outcome === 'duplicate') {
        answer.resolve({ reply: firstReply(outcome.first, context), replayed: true });
      } else if ('refusal' in decision.answer) {
        const first = recordableRefusal(decision.answer.refusal) ? undefined : await this.#earlier(context);
        if (!first) throw decision.answer.refusal;
        answer.resolve({ reply: firstReply(first, context), replayed: true });
      } else answer.resolve({ reply: decision.answer.reply, replayed: false });
    } catch (error) {
      answer.reject(error);
    }
  }

  /** A repetition of a command that once succeeded may well be refused by today's state. */
  async #earlier({ idempotency }: Command<State, Event, Json>['context']) {
    if (!idempotency) return undefined;
    const { scope = bareId(this.stream.profileId), commandId } = idempotency;
    return this.store.findCommand(scope, commandId);
  }

  /** Commands that met a conflict come first in the next round, which decides from the newest state. */
  async #putBack(again: readonly Waiting<State, Event>[]): Promise<void> {
    let conflicts = 0;
    for (const waiting of again.toReversed()) {
      waiting.conflicts += 1;
      conflicts = Math.max(conflicts, waiting.conflicts);
      if (waiting.conflicts >= CONFLICTS_MAX) waiting.answer.reject(contention());
      else this.#queue.unshift(waiting);
    }
    const patience = conflicts - PATIENT_CONFLICTS;
    if (patience <= 0) return;
    const ms = backoffMs(patience, this.runtime.random, STEP_BACK_MS, STEP_BACK_MS_MAX);
    await this.runtime.timers.sleep(ms);
  }
}

const tooLate = (): DomainError =>
  new DomainError('command_timeout', 'unavailable', 'The command waited too long for its turn. Try again.');

const contention = (): DomainError =>
  new DomainError(
    'contention',
    'unavailable',
    'Others kept changing the same thing in between. Nothing was changed by this request. Try again.',
  );
