import { DomainError } from '@clipcast/kernel';
import type { ServiceEngine } from '@clipcast/service-kit';

type Engine = Pick<ServiceEngine, 'store' | 'caughtUp' | 'database'>;

/** Waits, for two seconds at the most, until a read model shows everything that is in the log at the call. Answers whether it does. */
export async function isLevel(engine: Engine, projection: string): Promise<boolean> {
  const { position } = await engine.store.head();
  await engine.caughtUp(projection);
  const mark = await engine.database.db
    .selectFrom('subscriptions')
    .select('name')
    .where('name', '=', projection)
    .where('source', '=', engine.store.service)
    .where('position', '>=', position)
    .executeTakeFirst();
  return mark !== undefined;
}

/** The same for those who cannot go on without: what it does not show then is not there. @throws {DomainError} `read_model_behind` */
export async function requireLevel(engine: Engine, projection: string): Promise<void> {
  if (!(await isLevel(engine, projection))) throw readModelBehind();
}

export const readModelBehind = (): DomainError =>
  new DomainError(
    'read_model_behind',
    'unavailable',
    'What was written last is still being brought to where it can be looked up. Nothing was changed. Try again in a moment.',
  );
