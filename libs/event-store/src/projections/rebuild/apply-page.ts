import type { Uuid } from '@clipcast/kernel';
import type { Transaction } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import { HoleError, type LogPage } from './pages.ts';
import type { ReadModel } from './read-model.ts';
import type { RebuildRecord } from './rebuild-record.ts';
import { inSchema } from './schemas.ts';

/**
 * Applies a page to the tables in `schema`. What the live worker has set aside stays out, parked or discarded: it would
 * stop the build as it stopped the worker, and the tables that serve do not hold it either.
 */
export async function applyPage(
  tx: Transaction<LogTables>,
  readModel: ReadModel,
  schema: string,
  epoch: Uuid | null,
  { events, last, readAhead }: LogPage<unknown>,
): Promise<void> {
  const { name, source, log } = readModel;
  const after = last - BigInt(events.length);
  const letters = await tx
    .selectFrom('dead_letters')
    .select('number')
    .where('subscription', '=', name)
    .where('source', '=', source)
    .where('status', '!=', 'replayed')
    .where('number', '>', after)
    .where('number', '<=', last)
    .where('epoch', '=', epoch)
    .execute();
  const aside = new Set(letters.map(({ number }) => number));
  const wanted = aside.size === 0 ? events : events.filter((event) => !aside.has(log.positionOf(event)));
  await inSchema(tx, schema, () => {
    const applied = readModel.apply(tx, wanted);
    readAhead();
    return applied;
  });
}

/**
 * Applies once more what was replayed meanwhile: it may have been set aside when its page came, or when the retired tables
 * stepped aside. As in the live tables it comes late, and harms nothing where it had come already, because upserts are
 * guarded. Letters of another life of the log are about other facts.
 */
export async function applyReplayed(
  tx: Transaction<LogTables>,
  readModel: ReadModel,
  schema: string,
  { epoch, replayed_since: since }: RebuildRecord,
): Promise<void> {
  const { name, source, log } = readModel;
  const letters = await tx
    .selectFrom('dead_letters')
    .select('number')
    .where('subscription', '=', name)
    .where('source', '=', source)
    .where('status', '=', 'replayed')
    .where('epoch', '=', epoch)
    .where('settled_at', '>=', since)
    .orderBy('number')
    .execute();
  for (const { number } of letters) {
    const events = await log.read(number - 1n, 1);
    if (events.length !== 1)
      throw new HoleError(`Fact ${number} was replayed, and the log does not have it.`);
    await inSchema(tx, schema, () => readModel.apply(tx, events));
  }
}
