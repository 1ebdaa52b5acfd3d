import { bareId, DomainError, type Json, type ProfileId, type Runtime, type Uuid } from '@clipcast/kernel';
import { context } from '@opentelemetry/api';
import type { CommandContext, DomainEvent } from '../log/events.ts';
import type { EventStore } from '../log/event-store.ts';
import type { Aggregate } from './aggregate.ts';
import { streamOfCommand, type Command, type CommandAnswer, type VersionedState } from './command.ts';
import { firstReply } from './first-answer.ts';
import { OpenStream } from './open-stream.ts';
import { StreamDesk } from './stream-desk.ts';

const WITHIN_MS = 10_000;
const WAITING_MAX = 10_000;
const STREAMS_KEPT_MAX = 5_000;
/** How soon a command that was called off, or has waited too long, is told so while the log does not answer. */
const LATE_CHECK_MS = 250;

/**
 * The only write path: a command is decided from its stream's state and appended. States are kept in memory, the most
 * recently used 5,000; they save reading only. What is decided counts if the log's version is the one it was decided from.
 */
export class Deciders {
  readonly #desks = new Map<string, StreamDesk<unknown, DomainEvent>>();
  readonly #open: OpenStream;
  #waiting = 0;
  #checking = false;

  constructor(
    private readonly store: EventStore,
    private readonly runtime: Runtime,
    onTrouble: (worker: string, error: unknown) => void = () => undefined,
  ) {
    this.#open = new OpenStream(store, onTrouble);
  }

  /**
   * Carries a command out, once for its command id. Commands on one stream are decided one after the other and share an
   * append; on a conflict with another replica the newer facts are read and the command is decided again.
   * @throws {DomainError} the decision's refusal, `version_mismatch`, `idempotency_key_reused`, `contention` when other
   * writers won every time, `command_timeout` when it waited too long, `overloaded` when too many wait; nothing was
   * changed then. A refusal that rests on state is remembered with the command id, so that a late repetition cannot
   * succeed after its sender has seen the refusal.
   */
  async handle<State, Event extends DomainEvent, Reply extends Json>(
    command: Command<State, Event, Reply>,
  ): Promise<CommandAnswer<Reply>> {
    if (this.#waiting >= WAITING_MAX) throw overloaded();
    const answer = Promise.withResolvers<CommandAnswer<Json>>();
    const untilMs = this.runtime.clock.monotonicMs() + (command.withinMs ?? WITHIN_MS);
    this.#waiting += 1;
    if (!this.#checking) void this.#dropLate();
    try {
      const desk = this.#desk(command.aggregate, command.target);
      desk.submit({
        command: command as unknown as Command<State, Event, Json>,
        trace: command.context.trace ?? context.active(),
        untilMs,
        answer,
        conflicts: 0,
      });
      return (await answer.promise) as CommandAnswer<Reply>;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** The state of a stream now, and its version; version 0 when there is no such stream. @throws {UnknownEventError} */
  read<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    target: { readonly profileId: ProfileId; readonly id: Uuid },
  ): Promise<VersionedState<State>> {
    return this.#desk(aggregate, target).read();
  }

  /**
   * The answer that a repeated command id was given the first time; undefined when the id is new, or there is none. Ask
   * before anything is looked up for the decision: today's state must not stand between a repetition and its answer.
   * @throws {DomainError} the refusal it was given, or `idempotency_key_reused`.
   */
  async earlierAnswer<Reply extends Json>(
    profileId: ProfileId,
    caller: CommandContext,
  ): Promise<Reply | undefined> {
    if (!caller.idempotency) return undefined;
    const { scope = bareId(profileId), commandId } = caller.idempotency;
    const first = await this.store.findCommand(scope, commandId);
    return first && firstReply<Reply>(first, caller);
  }

  async #dropLate(): Promise<void> {
    this.#checking = true;
    while (this.#waiting > 0) {
      await this.runtime.timers.sleep(LATE_CHECK_MS);
      for (const desk of this.#desks.values()) desk.dropLate();
    }
    this.#checking = false;
  }

  #desk<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    target: { readonly profileId: ProfileId; readonly id: Uuid },
  ): StreamDesk<State, Event> {
    const key = `${aggregate.streamType} ${target.profileId} ${target.id}`;
    const known = this.#desks.get(key);
    if (known && known.aggregate !== (aggregate as unknown)) {
      throw new Error(`Two aggregates claim the streams of type ${aggregate.streamType}.`);
    }
    const desk =
      (known as unknown as StreamDesk<State, Event> | undefined) ??
      new StreamDesk(this.store, this.runtime, aggregate, streamOfCommand({ aggregate, target }), this.#open);
    this.#desks.delete(key);
    this.#desks.set(key, desk as unknown as StreamDesk<unknown, DomainEvent>);
    this.#forgetOldest();
    return desk;
  }

  /** A desk with work under way is kept, and looked at again when it is the oldest once more. */
  #forgetOldest(): void {
    if (this.#desks.size <= STREAMS_KEPT_MAX) return;
    for (const [key, desk] of this.#desks) {
      if (!desk.idle) continue;
      this.#desks.delete(key);
      return;
    }
  }
}

const overloaded = (): DomainError =>
  new DomainError(
    'overloaded',
    'unavailable',
    `More than ${WAITING_MAX} commands wait to be decided. Try again in a moment.`,
  );
