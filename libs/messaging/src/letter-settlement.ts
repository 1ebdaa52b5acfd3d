import type { LetterStatus, LogTables } from '@clipcast/event-store';
import { DomainError, type Uuid } from '@clipcast/kernel';
import { sql, type Transaction } from 'kysely';
import type { LetterRow } from './dead-letter-list.ts';
import type { LetterStream } from './letter-stream.ts';

/** Who settles letters, and why; kept with them. */
export interface Settlement {
  readonly by: string;
  readonly reason: string;
}

/** One parked stream of one subscription. */
export interface ParkedStream extends LetterStream {
  readonly subscription: string;
}

/**
 * Locks a subscription's row without moving it, for as long as the transaction takes. The active worker writes this row
 * before it sets anything aside, so no letter comes and no stream is set free by anybody else meanwhile; and the tables
 * are not switched. Answers the version of the tables, or undefined when the subscription has never run here.
 */
export async function lockSubscription(
  tx: Transaction<LogTables>,
  subscription: string,
): Promise<number | undefined> {
  const row = await tx
    .selectFrom('subscriptions')
    .select('version')
    .where('name', '=', subscription)
    .forUpdate()
    .executeTakeFirst();
  return row?.version;
}

const ofStream = (stream: ParkedStream) =>
  sql<boolean>`subscription = ${stream.subscription} and profile_id = ${stream.profile_id}
               and stream_id = ${stream.stream_id} and status = 'parked'`;

/** The first parked letters of a stream, in order. */
export async function parkedLetters(
  tx: Transaction<LogTables>,
  stream: ParkedStream,
  limit: number,
): Promise<LetterRow[]> {
  return tx
    .selectFrom('dead_letters')
    .selectAll()
    .where(ofStream(stream))
    .orderBy('number')
    .limit(limit)
    .execute();
}

/**
 * Turns parked letters of a stream into history, all or those that are named, and sets the stream free when none is left.
 * Answers how many they were.
 */
export async function settleLetters(
  tx: Transaction<LogTables>,
  stream: ParkedStream,
  which: readonly Uuid[] | 'all',
  status: Exclude<LetterStatus, 'parked'>,
  { by, reason }: Settlement,
): Promise<number> {
  const letters = tx
    .updateTable('dead_letters')
    .set({ status, settled_at: sql`clock_timestamp()`, settled_by: by, reason })
    .where(ofStream(stream));
  const settled = which === 'all' ? letters : letters.where(sql<boolean>`id = any(${which}::uuid[])`);
  const { numUpdatedRows } = await settled.executeTakeFirstOrThrow();
  if ((await parkedLetters(tx, stream, 1)).length === 0) await setFree(tx, stream);
  return Number(numUpdatedRows);
}

async function setFree(tx: Transaction<LogTables>, stream: ParkedStream): Promise<void> {
  await tx
    .deleteFrom('parked_streams')
    .where('subscription', '=', stream.subscription)
    .where('profile_id', '=', stream.profile_id)
    .where('stream_id', '=', stream.stream_id)
    .execute();
}

/** @throws {DomainError} `dead_letter_settled` unless the letter is parked. */
export function refuseSettled({ status, settled_at: at, settled_by: by }: Omit<LetterRow, 'event'>): void {
  if (status === 'parked') return;
  throw new DomainError(
    'dead_letter_settled',
    'conflict',
    `The dead letter was ${status} by ${by ?? 'somebody'} already, at ${at?.toISOString() ?? 'an unknown time'}.`,
  );
}
