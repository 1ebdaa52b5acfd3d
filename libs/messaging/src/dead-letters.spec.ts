import { systemRuntime } from '@clipcast/kernel';
import { DeadLetters } from './dead-letters.ts';
import type { PublicEvent } from './envelope.ts';
import { aProfile, testService } from './testing/test-service.ts';

const anEvent = (): PublicEvent => ({
  service: 'profile',
  type: 'ProfileRegistered',
  schemaVersion: 1,
  id: systemRuntime.ids.next(),
  number: 1n,
  epoch: systemRuntime.ids.next(),
  profileId: aProfile(),
  streamId: systemRuntime.ids.next(),
  streamVersion: 1,
  recordedAt: '2027-01-01T00:00:00.000Z',
  correlationId: systemRuntime.ids.next(),
  actor: 'operator:test',
  data: {},
});

/** Otherwise a commit that failed would set the rest of a healthy stream aside until the next start. */
it('are remembered only once they are committed', async () => {
  const billing = await testService('billing', 'nats://127.0.0.1:9');
  const { db } = billing.database;
  const mark = { position: 0n, epoch: null, version: 1 };
  const load = () => DeadLetters.load(db, { name: 'name-list', source: 'profile' }, mark, systemRuntime.ids);
  const letters = await load();
  const event = anEvent();
  const aside = { event, error: 'planted', attempts: 5 };
  const rolledBack = db.transaction().execute(async (tx) => {
    await letters.add(tx, [aside]);
    throw new Error('the commit failed');
  });
  await expect(rolledBack).rejects.toThrow('the commit failed');
  expect(letters.isParked(event)).toBe(false);

  await db.transaction().execute((tx) => letters.add(tx, [aside]));
  letters.markParked([event]);
  expect(letters.isParked(event)).toBe(true);
  expect((await load()).isParked(event)).toBe(true);
  await billing.close();
});
