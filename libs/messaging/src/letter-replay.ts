import type { LogTables } from '@clipcast/event-store';
import type { Service } from '@clipcast/contracts';
import type { ProfileId } from '@clipcast/kernel';
import { sql, type Transaction } from 'kysely';
import type { LetterRow } from './dead-letter-list.ts';
import { contractData, type PublicEvent } from './envelope.ts';
import { policyContext } from './policy-reactor.ts';
import type { ForeignProjection, Subscription } from './subscription.ts';
import { isPoison } from './tries.ts';

/** How far a replay came: the letters that worked, and the one that failed again. */
export interface Replayed {
  readonly done: readonly LetterRow[];
  readonly failed?: { readonly letter: LetterRow; readonly error: string };
}

/**
 * Hands the letters of one stream to their subscription again, in order, until one fails or, after the first one, time is
 * up. What a projection wrote before that stays; of the one that failed nothing does.
 * @throws passing trouble; then the whole transaction is to be given up.
 */
export async function replayLetters<Tables extends LogTables>(
  tx: Transaction<Tables>,
  subscription: Subscription<Tables>,
  letters: readonly LetterRow[],
  isTimeUp: () => boolean,
): Promise<Replayed> {
  if ('react' in subscription) {
    const react = (event: PublicEvent) => subscription.react(event, policyContext(subscription.name, event));
    return oneByOne(letters, react, isTimeUp);
  }
  if (letters.length > 1 && (await projectAll(tx, subscription, letters))) return { done: letters };
  const project = async (event: PublicEvent): Promise<void> => {
    await sql`savepoint letter`.execute(tx);
    await undoneOnFailure(tx, () => subscription.project(tx, [event]));
  };
  return oneByOne(letters, project, isTimeUp);
}

/** The fast way; false when something failed, and then nothing was written. */
async function projectAll<Tables extends LogTables>(
  tx: Transaction<Tables>,
  projection: ForeignProjection<Tables>,
  letters: readonly LetterRow[],
): Promise<boolean> {
  try {
    const events = letters.map((letter) => contractData(eventOf(letter)));
    await sql`savepoint letter`.execute(tx);
    await undoneOnFailure(tx, () => projection.project(tx, events));
    return true;
  } catch (error) {
    if (!isPoison(error)) throw error;
    return false;
  }
}

async function oneByOne(
  letters: readonly LetterRow[],
  handle: (event: PublicEvent) => Promise<void>,
  isTimeUp: () => boolean,
): Promise<Replayed> {
  for (const [index, letter] of letters.entries()) {
    if (index > 0 && isTimeUp()) return { done: letters.slice(0, index) };
    try {
      await handle(contractData(eventOf(letter)));
    } catch (error) {
      if (!isPoison(error)) throw error;
      return { done: letters.slice(0, index), failed: { letter, error: String(error) } };
    }
  }
  return { done: letters };
}

async function undoneOnFailure<Tables>(tx: Transaction<Tables>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isPoison(error)) await sql`rollback to savepoint letter`.execute(tx);
    throw error;
  }
}

/** The event as it came: the letter holds what the worker got, whatever that was. */
function eventOf({ event, number }: LetterRow): PublicEvent {
  const kept = event as unknown as Omit<PublicEvent, 'number'> & { service: Service; profileId: ProfileId };
  return { ...kept, number };
}
