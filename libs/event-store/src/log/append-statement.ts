import { bareId } from '@clipcast/kernel';
import { arrayLiteral, type Cell } from '../database/array-literal.ts';
import type { AppendCommand, AppendOutcome } from './events.ts';
import type { EncodedCommand } from './encoded-command.ts';

/** A command on its way into the log, and whether it was decided after the one before it on the same stream. */
export interface LinkedCommand {
  readonly command: EncodedCommand;
  /** True: it counts only if the command before it on its stream, in the same statement, is appended. */
  readonly follows: boolean;
}

/** Carries out one of the two statements. */
export type RunStatement = <Row>(statement: AppendStatement, values: unknown[]) => Promise<readonly Row[]>;

export interface AppendStatement {
  readonly name: string;
  readonly text: string;
}

const appendOne: AppendStatement = {
  name: 'append_one',
  text: 'select append_one($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) as head',
};

const appendExact: AppendStatement = {
  name: 'append_exact',
  text: `select append_exact($1::int, $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::int[], $7::uuid[], $8::text[],
                             $9::smallint[], $10::json[], $11::json[], $12::uuid[], $13::uuid[], $14::text[], $15::int[],
                             $16::json[], $17::uuid[], $18::uuid[], $19::int[], $20::uuid[], $21::boolean[]) as head`,
};

const appendJudged: AppendStatement = {
  name: 'append_judged',
  text: `select outcome, stream_version, last_position, first_result, first_fingerprint
           from append_judged($1::int[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::uuid[], $7::text[],
                              $8::smallint[], $9::json[], $10::json[], $11::uuid[], $12::uuid[], $13::int[],
                              $14::uuid[], $15::boolean[], $16::uuid[], $17::uuid[], $18::text[], $19::json[])`,
};

interface JudgedRow {
  readonly outcome: 'appended' | 'conflict' | 'duplicate';
  readonly stream_version: number;
  readonly last_position: bigint | null;
  readonly first_result: { readonly value: AppendCommand['result'] } | null;
  readonly first_fingerprint: string | null;
}

/**
 * Appends commands in one statement: all at once where each names its exact version and nothing stands in the way, else
 * judged one by one. The answers are in the order of the commands. A lone one has a statement of its own.
 */
export async function appendCommands(
  run: RunStatement,
  linked: readonly LinkedCommand[],
): Promise<AppendOutcome[]> {
  if (linked.every(({ command }) => command.expectedVersion !== 'any')) {
    const one = oneParameters(linked);
    const [answer] = await (one
      ? run<{ head: bigint | null }>(appendOne, one)
      : run<{ head: bigint | null }>(appendExact, exactParameters(linked)));
    if (answer && answer.head !== null) return appendedAfter(answer.head, linked);
  }
  return (await run<JudgedRow>(appendJudged, judgedParameters(linked))).map(outcomeOf);
}

/** One command with one fact; undefined for anything else. */
function oneParameters([first, second]: readonly LinkedCommand[]): unknown[] | undefined {
  if (!first || second || first.command.encodedEvents.length !== 1) return undefined;
  const { command } = first;
  const { stream, context } = command;
  const [event] = command.encodedEvents;
  return (
    event && [
      bareId(stream.profileId),
      stream.id,
      stream.type,
      versionOf(command) + 1,
      event.isPublic,
      event.id,
      event.type,
      event.schemaVersion,
      event.data,
      command.meta,
      command.expectedEventId ?? null,
      context.idempotency?.scope ?? bareId(stream.profileId),
      context.idempotency?.commandId ?? null,
      context.idempotency?.fingerprint ?? null,
      context.idempotency ? command.encodedResult : null,
    ]
  );
}

/** One array a column: the events, the ids of those commands that have one, and what the unique keys cannot judge. */
function exactParameters(linked: readonly LinkedCommand[]): unknown[] {
  const [publicCount, ...columns] = exactColumns(linked);
  return [publicCount, ...columns.map(arrayLiteral)];
}

function exactColumns(linked: readonly LinkedCommand[]): [number, ...Cell[][]] {
  const events = eventsOf(linked);
  const commands = linked.map(({ command }) => command);
  const withId = commands.flatMap((command) => {
    const { idempotency } = command.context;
    return idempotency ? [{ command, idempotency }] : [];
  });
  const toLookUp = linked.filter(needsLook).map(({ command }) => command);
  return [
    events.reduce((count, { publicOrdinal }) => publicOrdinal ?? count, 0),
    ...profileStreamType(events),
    events.map(({ command, offset }) => versionOf(command) + offset + 1),
    ...eventColumns(events),
    withId.map(({ command, idempotency }) => idempotency.scope ?? bareId(command.stream.profileId)),
    withId.map(({ idempotency }) => idempotency.commandId),
    withId.map(({ idempotency }) => idempotency.fingerprint ?? null),
    withId.map(({ command }) => versionOf(command) + command.encodedEvents.length),
    withId.map(({ command }) => command.encodedResult),
    toLookUp.map(({ stream }) => bareId(stream.profileId)),
    toLookUp.map(({ stream }) => stream.id),
    toLookUp.map(versionOf),
    toLookUp.map(({ expectedEventId }) => expectedEventId ?? null),
    toLookUp.map(({ encodedEvents }) => encodedEvents.length === 0),
  ];
}

/** One array a column: the events, then the commands they belong to. */
function judgedParameters(linked: readonly LinkedCommand[]): unknown[] {
  return judgedColumns(linked).map(arrayLiteral);
}

function judgedColumns(linked: readonly LinkedCommand[]): Cell[][] {
  const events = eventsOf(linked);
  const commands = linked.map(({ command }) => command);
  return [
    events.map(({ index }) => index + 1),
    ...profileStreamType(events),
    ...eventColumns(events),
    commands.map(({ stream }) => bareId(stream.profileId)),
    commands.map(({ stream }) => stream.id),
    commands.map(({ expectedVersion }) => (expectedVersion === 'any' ? -1 : expectedVersion)),
    linked.map(({ command, follows }) => (follows ? null : (command.expectedEventId ?? null))),
    linked.map(({ follows }) => follows),
    commands.map(({ context }) => context.idempotency?.commandId ?? null),
    commands.map(({ context, stream }) => context.idempotency?.scope ?? bareId(stream.profileId)),
    commands.map(({ context }) => context.idempotency?.fingerprint ?? null),
    commands.map(({ encodedResult, context }) => (context.idempotency ? encodedResult : null)),
  ];
}

function eventsOf(linked: readonly LinkedCommand[]) {
  let publicCount = 0;
  return linked.flatMap(({ command }, index) =>
    command.encodedEvents.map((event, offset) => ({
      index,
      command,
      offset,
      event,
      publicOrdinal: event.isPublic ? (publicCount += 1) : null,
    })),
  );
}

type Numbered = ReturnType<typeof eventsOf>;

const profileStreamType = (events: Numbered) => [
  events.map(({ command }) => bareId(command.stream.profileId)),
  events.map(({ command }) => command.stream.id),
  events.map(({ command }) => command.stream.type),
];

const eventColumns = (events: Numbered) => [
  events.map(({ publicOrdinal }) => publicOrdinal),
  events.map(({ event }) => event.id),
  events.map(({ event }) => event.type),
  events.map(({ event }) => event.schemaVersion),
  events.map(({ event }) => event.data),
  events.map(({ command }) => command.meta),
];

const versionOf = ({ expectedVersion }: EncodedCommand): number =>
  expectedVersion === 'any' ? -1 : expectedVersion;

/** Whether the unique keys alone cannot judge: a version that must have been reached, or a command without facts. */
const needsLook = ({ follows, command }: LinkedCommand): boolean =>
  !follows && (command.expectedVersion !== 0 || command.encodedEvents.length === 0);

function appendedAfter(head: bigint, linked: readonly LinkedCommand[]): AppendOutcome[] {
  let position = head;
  return linked.map(({ command }) => {
    const { length } = command.encodedEvents;
    position += BigInt(length);
    return {
      outcome: 'appended',
      version: versionOf(command) + length,
      position: length > 0 ? position : 0n,
    };
  });
}

function outcomeOf(row: JudgedRow): AppendOutcome {
  const version = row.stream_version;
  switch (row.outcome) {
    case 'appended':
      return { outcome: 'appended', version, position: row.last_position ?? 0n };
    case 'conflict':
      return { outcome: 'conflict', version };
    case 'duplicate': {
      const first = { result: row.first_result?.value ?? null, fingerprint: row.first_fingerprint };
      return { outcome: 'duplicate', version, first };
    }
  }
}
