import type { EventStore } from '@clipcast/event-store';
import type { Ids } from '@clipcast/kernel';
import { newBudget, spentOf, type Spend } from './budget.ts';

const ROOM_FOR = 100;
const MICROS = 7;

/**
 * Before anything is measured: a budget with room for 100, wanted by three times as many at once, grants exactly 100.
 * @throws {Error} when it does not.
 */
export async function checkInvariant(store: EventStore, ids: Ids, way: Spend): Promise<void> {
  const stream = newBudget(ids);
  const limit = ROOM_FOR * MICROS;
  const wanting = Array.from({ length: 3 * ROOM_FOR }, () => way(stream, MICROS, limit));
  const granted = (await Promise.all(wanting)).filter(Boolean).length;
  const spent = await spentOf(store, stream);
  if (granted === ROOM_FOR && spent === limit) return;
  throw new Error(
    `A budget with room for ${ROOM_FOR} granted ${granted}, and ${spent} of ${limit} is spent.`,
  );
}
