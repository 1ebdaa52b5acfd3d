import { bareId, DomainError, type Json, type ProfileId, type Uuid } from '@clipcast/kernel';
import type { CommandContext, DomainEvent, FirstAnswer, StreamRef } from '../log/events.ts';
import type { EventStore } from '../log/event-store.ts';
import { replay, type Aggregate } from './aggregate.ts';
import { readRefusal, recordableRefusal, refusalResult } from './refusal.ts';

/** Each round one of the racing writers wins; a publication to many accounts has as many writers. */
const ATTEMPTS_MAX = 32;

export interface CommandHandling<State, Event extends DomainEvent, Reply extends Json> {
  readonly aggregate: Aggregate<State, Event>;
  readonly target: { readonly profileId: ProfileId; readonly id: Uuid };
  readonly context: CommandContext;
  /** The version the caller saw (If-Match); undefined when the caller does not care. */
  readonly expectedVersion?: number | undefined;
  /** Pure: the facts that follow from the state, or a thrown {@link DomainError}. Called again after a conflict. */
  readonly decide: (state: State) => readonly Event[];
  /** Pure: the answer, from the state after the facts. Stored with a command id and given again to a repetition. */
  readonly reply: (state: State, version: number) => Reply;
}

export interface CommandAnswer<Reply> {
  readonly reply: Reply;
  /** True when the command id was known and nothing happened now. */
  readonly replayed: boolean;
}

/**
 * The only write path: read, evolve, decide, append; on a conflict read the newer facts and decide again.
 * @throws {DomainError} the decision's refusal, `version_mismatch`, `idempotency_key_reused`, or `contention` when other
 * writers won every time. A refusal that rests on state is remembered with the command id, so that a late
 * repetition cannot succeed after its sender has seen the refusal.
 */
export async function handleCommand<State, Event extends DomainEvent, Reply extends Json>(
  store: EventStore,
  handling: CommandHandling<State, Event, Reply>,
): Promise<CommandAnswer<Reply>> {
  const { aggregate, target, context } = handling;
  const stream: StreamRef = { profileId: target.profileId, type: aggregate.streamType, id: target.id };
  let state = aggregate.initialState;
  let version = 0;

  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const newer = await store.readStream(stream, version);
    state = replay(aggregate, newer, state);
    version = newer.at(-1)?.version ?? version;

    const decided = decideOrRefuse(handling, state, version);
    if (decided instanceof DomainError) {
      const first = await rememberRefusal(store, stream, context, decided);
      if (!first) throw decided;
      return { reply: firstReply<Reply>(first, context), replayed: true };
    }
    if (decided.events.length === 0 && !context.idempotency) return { reply: decided.reply, replayed: false };

    const command = {
      stream,
      expectedVersion: version,
      events: decided.events,
      context,
      result: decided.reply,
    };
    const [answer] = await store.append([command]);
    if (answer?.outcome === 'appended') return { reply: decided.reply, replayed: false };
    if (answer?.outcome === 'duplicate')
      return { reply: firstReply<Reply>(answer.first, context), replayed: true };
  }
  throw new DomainError('contention', 'unavailable', 'Others kept changing the same thing. Try again.');
}

function decideOrRefuse<State, Event extends DomainEvent, Reply extends Json>(
  { aggregate, expectedVersion, decide, reply }: CommandHandling<State, Event, Reply>,
  state: State,
  version: number,
): { events: readonly Event[]; reply: Reply } | DomainError {
  try {
    if (expectedVersion !== undefined && expectedVersion !== version) {
      throw new DomainError(
        'version_mismatch',
        'stale',
        `It has changed: its version is ${version}, not ${expectedVersion}.`,
      );
    }
    const events = decide(state);
    return {
      events,
      reply: reply(
        events.reduce((next, event) => aggregate.evolve(next, event), state),
        version + events.length,
      ),
    };
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/**
 * The answer that a repeated command id was given the first time; undefined when the id is new, or there is none. Ask
 * before anything is looked up for the decision: today's state must not stand between a repetition and its answer.
 * @throws {DomainError} the refusal it was given, or `idempotency_key_reused`.
 */
export async function earlierAnswer<Reply extends Json>(
  store: EventStore,
  profileId: ProfileId,
  context: CommandContext,
): Promise<Reply | undefined> {
  if (!context.idempotency) return undefined;
  const { scope = bareId(profileId), commandId } = context.idempotency;
  const first = await store.findCommand(scope, commandId);
  return first && firstReply<Reply>(first, context);
}

/**
 * Keeps a refusal with its command id, when it rests on state. Answers the first answer instead when the id is known: a
 * repetition of a command that once succeeded may well be refused by today's state.
 */
async function rememberRefusal(
  store: EventStore,
  stream: StreamRef,
  context: CommandContext,
  refusal: DomainError,
): Promise<FirstAnswer | undefined> {
  if (!context.idempotency) return undefined;
  if (!recordableRefusal(refusal)) {
    const { scope = bareId(stream.profileId), commandId } = context.idempotency;
    return store.findCommand(scope, commandId);
  }
  const command = {
    stream,
    expectedVersion: 'any',
    events: [],
    context,
    result: refusalResult(refusal),
  } as const;
  const [answer] = await store.append([command]);
  return answer?.outcome === 'duplicate' ? answer.first : undefined;
}

function firstReply<Reply extends Json>(first: FirstAnswer, context: CommandContext): Reply {
  checkFingerprint(first, context);
  const refusal = readRefusal(first.result);
  if (refusal) throw refusal;
  return first.result as Reply;
}

function checkFingerprint(first: FirstAnswer, { idempotency }: CommandContext): void {
  if (first.fingerprint === (idempotency?.fingerprint ?? null)) return;
  throw new DomainError(
    'idempotency_key_reused',
    'unprocessable',
    'This Idempotency-Key was used before for another request. Use a new key for a new request.',
  );
}
