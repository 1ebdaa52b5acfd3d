import { DomainError } from '@clipcast/kernel';
import type { ServiceEngine } from '@clipcast/service-kit';

/**
 * Waits until a read model shows everything that is in the log now. What it does not show then is not there.
 * @throws {DomainError} `read_model_behind` when it does not get there in two seconds.
 */
export async function requireLevel(engine: ServiceEngine, projection: string): Promise<void> {
  const { position } = await engine.store.head();
  await engine.caughtUp(projection);
  const level = await engine.database.db
    .selectFrom('subscriptions')
    .select('position')
    .where('name', '=', projection)
    .executeTakeFirst();
  if (level && level.position >= position) return;
  throw new DomainError(
    'read_model_behind',
    'unavailable',
    'What is known of reservations is being brought up to date. Nothing was changed. Try again.',
  );
}
