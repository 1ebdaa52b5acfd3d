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
  const letters = await DeadLetters.load(db, 'name-list');
  const event = anEvent();
  const rolledBack = db.transaction().execute(async (tx) => {
    await letters.add(tx, event, 'planted', 5);
    throw new Error('the commit failed');
  });
  await expect(rolledBack).rejects.toThrow('the commit failed');
  expect(letters.isParked(event)).toBe(false);

  await db.transaction().execute((tx) => letters.add(tx, event, 'planted', 5));
  letters.markParked(event);
  expect(letters.isParked(event)).toBe(true);
  expect((await DeadLetters.load(db, 'name-list')).isParked(event)).toBe(true);
  await billing.close();
});
