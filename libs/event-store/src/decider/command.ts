import { DomainError, type Json, type ProfileId, type Uuid } from '@clipcast/kernel';
import type { CommandContext, DomainEvent, StreamRef } from '../log/events.ts';
import type { LogTables } from '../database/log-tables.ts';
import type { Transaction } from 'kysely';
import { replay, type Aggregate } from './aggregate.ts';

/** One command: on which stream, by whom, and what is decided. */
export interface Command<State, Event extends DomainEvent, Reply extends Json> {
  readonly aggregate: Aggregate<State, Event>;
  readonly target: { readonly profileId: ProfileId; readonly id: Uuid };
  readonly context: CommandContext;
  /** The version the caller saw (If-Match); undefined when the caller does not care. */
  readonly expectedVersion?: number | undefined;
  /** Pure: the facts that follow from the state, or a thrown {@link DomainError}. Called again after a conflict. */
  readonly decide: (state: State) => readonly Event[];
  /** Pure: the answer, from the state after the facts. Stored with a command id and given again to a repetition. */
  readonly reply: (state: State, version: number) => Reply;
  /**
   * Rows that must be there as soon as the facts are (a taken name, for example), written in the transaction that appends
   * them. May refuse with a {@link DomainError}. Such a command does not share its commit with others.
   */
  readonly alongside?: (tx: Transaction<LogTables>, events: readonly Event[]) => Promise<void>;
  /** For how long the command may wait for its turn; 10 seconds unless said. */
  readonly withinMs?: number;
  /** Calls the command off while it waits. Once it is on its way to the log it is carried out. */
  readonly signal?: AbortSignal;
}

export interface CommandAnswer<Reply> {
  readonly reply: Reply;
  /** True when the command id was known and nothing happened now. */
  readonly replayed: boolean;
}

/** A state, how many facts are in it, and the id of the last one; absent while there is none. */
export interface VersionedState<State> {
  readonly state: State;
  readonly version: number;
  readonly lastEventId?: Uuid | undefined;
}

/** What a command came to: facts and an answer, or the refusal it met. */
export interface Decision<State, Event extends DomainEvent, Reply> {
  readonly events: readonly Event[];
  readonly after: VersionedState<State>;
  readonly answer: { readonly reply: Reply } | { readonly refusal: DomainError };
}

/** The stream a command is for. */
export const streamOfCommand = <State, Event extends DomainEvent>({
  aggregate,
  target,
}: Pick<Command<State, Event, Json>, 'aggregate' | 'target'>): StreamRef => ({
  profileId: target.profileId,
  type: aggregate.streamType,
  id: target.id,
});

/** Decides. @throws whatever is no refusal: a fault of the decision. */
export function decideCommand<State, Event extends DomainEvent, Reply extends Json>(
  { aggregate, expectedVersion, decide, reply }: Command<State, Event, Reply>,
  before: VersionedState<State>,
): Decision<State, Event, Reply> {
  try {
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      throw outdated(before.version, expectedVersion);
    const events = decide(before.state);
    const after = {
      ...before,
      state: replay(aggregate, events, before.state),
      version: before.version + events.length,
    };
    return { events, after, answer: { reply: reply(after.state, after.version) } };
  } catch (error) {
    if (error instanceof DomainError) return { events: [], after: before, answer: { refusal: error } };
    throw error;
  }
}

const outdated = (version: number, expected: number): DomainError =>
  new DomainError(
    'version_mismatch',
    'stale',
    `It has changed: its version is ${version}, not ${expected}. Look at it again, and send the ETag that it has now.`,
  );
