import type { LetterStatus, LogTables } from '@clipcast/event-store';
import { DomainError, prefixed, type JsonObject, type ProfileId, type Uuid } from '@clipcast/kernel';
import type { Kysely, Selectable } from 'kysely';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A message that could not be handled, kept with its reason until a person decides, and as history afterwards. */
export interface DeadLetter {
  readonly id: Uuid;
  readonly subscription: string;
  readonly source: string;
  readonly number: string;
  readonly eventType: string;
  readonly profileId: ProfileId;
  readonly streamId: Uuid;
  /** Why it could not be handled the last time. */
  readonly error: string;
  /** How often it was tried; 0 for one that only had to wait for an earlier one of its stream. */
  readonly attempts: number;
  readonly status: LetterStatus;
  readonly recordedAt: string;
  /** When, by whom and why it was replayed or discarded; null while it is parked. */
  readonly settledAt: string | null;
  readonly settledBy: string | null;
  readonly reason: string | null;
}

/** A dead letter with the event as it came. */
export interface DeadLetterWithEvent extends DeadLetter {
  readonly event: JsonObject;
}

export interface DeadLetterFilter {
  readonly subscription?: string | undefined;
  readonly status?: LetterStatus | undefined;
  readonly limit: number;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

export interface DeadLetterPage {
  readonly items: readonly DeadLetter[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

export type LetterRow = Selectable<LogTables['dead_letters']>;

/** Dead letters, the newest first. @throws {DomainError} `invalid_cursor` */
export async function pageOfDeadLetters(
  db: Kysely<LogTables>,
  { subscription, status, limit, cursor }: DeadLetterFilter,
): Promise<DeadLetterPage> {
  if (cursor !== undefined && !UUID.test(cursor))
    throw new DomainError('invalid_cursor', 'invalid', 'The cursor is none that was given out.');
  let query = db
    .selectFrom('dead_letters')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (subscription !== undefined) query = query.where('subscription', '=', subscription);
  if (status !== undefined) query = query.where('status', '=', status);
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  const rows = await query.execute();
  const items = rows.slice(0, limit).map(letterOf);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last && { nextCursor: last.id }) };
}

/** The newest dead letters of a service. */
export async function listDeadLetters(db: Kysely<LogTables>, limit: number): Promise<readonly DeadLetter[]> {
  return (await pageOfDeadLetters(db, { limit })).items;
}

/** One dead letter. @throws {DomainError} `dead_letter_not_found` */
export async function findDeadLetter(db: Kysely<LogTables>, id: string): Promise<LetterRow> {
  const row = UUID.test(id)
    ? await db.selectFrom('dead_letters').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined;
  if (!row)
    throw new DomainError('dead_letter_not_found', 'not_found', 'There is no dead letter with this id.');
  return row;
}

export const letterOf = (row: LetterRow): DeadLetter => ({
  id: row.id,
  subscription: row.subscription,
  source: row.source,
  number: String(row.number),
  eventType: typeof row.event['type'] === 'string' ? row.event['type'] : '',
  profileId: prefixed('prf', row.profile_id),
  streamId: row.stream_id,
  error: row.error,
  attempts: row.attempts,
  status: row.status,
  recordedAt: row.recorded_at.toISOString(),
  settledAt: row.settled_at?.toISOString() ?? null,
  settledBy: row.settled_by,
  reason: row.reason,
});
