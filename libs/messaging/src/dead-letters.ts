import type { LogTables } from '@clipcast/event-store';
import { bareId, prefixed, type ProfileId, type Uuid } from '@clipcast/kernel';
import type { Kysely, Transaction } from 'kysely';
import type { PublicEvent } from './envelope.ts';

/** A message that could not be handled, kept with its reason until a person decides. */
export interface DeadLetter {
  readonly id: Uuid;
  readonly subscription: string;
  readonly source: string;
  readonly number: string;
  readonly profileId: ProfileId;
  readonly streamId: Uuid;
  readonly error: string;
  readonly attempts: number;
  readonly status: string;
  readonly recordedAt: string;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids of a malformed message may be anything; what is not a UUID is filed under nobody. */
const uuidOr = (text: string): Uuid => (UUID.test(text) ? text : NOBODY);

const keyOf = (event: PublicEvent) => ({
  profile_id: uuidOr(bareId(event.profileId)),
  stream_id: uuidOr(event.streamId),
});

const textOf = (key: ReturnType<typeof keyOf>): string => `${key.profile_id} ${key.stream_id}`;

/** What one subscription has set aside. The order within a stream is kept: once parked, all of it waits. */
export class DeadLetters {
  readonly #parked = new Set<string>();

  private constructor(private readonly subscription: string) {}

  /** Reads which streams are parked. Only the active worker of a subscription may hold this. */
  static async load(db: Kysely<LogTables>, subscription: string): Promise<DeadLetters> {
    const letters = new DeadLetters(subscription);
    const rows = await db
      .selectFrom('parked_streams')
      .select(['profile_id', 'stream_id'])
      .where('subscription', '=', subscription)
      .execute();
    for (const row of rows) letters.#parked.add(textOf(row));
    return letters;
  }

  isParked(event: PublicEvent): boolean {
    return this.#parked.has(textOf(keyOf(event)));
  }

  /** Remembers that an event's stream is parked; only once the transaction of {@link add} has committed. */
  markParked(event: PublicEvent): void {
    this.#parked.add(textOf(keyOf(event)));
  }

  /** Sets an event aside and parks its stream, in the transaction that moves the watermark past it. */
  async add(tx: Transaction<LogTables>, event: PublicEvent, error: string, attempts: number): Promise<void> {
    const key = keyOf(event);
    await tx
      .insertInto('dead_letters')
      .values({
        subscription: this.subscription,
        source: event.service,
        number: event.number,
        ...key,
        event: JSON.stringify({ ...event, number: String(event.number) }),
        error,
        attempts,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await tx
      .insertInto('parked_streams')
      .values({ subscription: this.subscription, ...key })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** The newest dead letters of a service, for operators. */
export async function listDeadLetters(db: Kysely<LogTables>, limit: number): Promise<DeadLetter[]> {
  const rows = await db
    .selectFrom('dead_letters')
    .selectAll()
    .orderBy('recorded_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    subscription: row.subscription,
    source: row.source,
    number: String(row.number),
    profileId: prefixed('prf', row.profile_id),
    streamId: row.stream_id,
    error: row.error,
    attempts: row.attempts,
    status: row.status,
    recordedAt: row.recorded_at.toISOString(),
  }));
}
