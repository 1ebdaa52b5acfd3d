import { Deciders, EventStore, migrateToLatest, openDatabase, type Database } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import { createTestDatabase, type TestDatabase } from '@clipcast/testing';
import { OperatorAnswers } from './operator-answers.ts';

describe('the answers to operators', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    await migrateToLatest(testDatabase.url);
    database = openDatabase(testDatabase.url, 4);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const replica = () => {
    const store = new EventStore('billing', database, systemRuntime);
    return new OperatorAnswers(store, new Deciders(store, systemRuntime));
  };
  const request = (fingerprint = 'the request') => ({
    actor: 'operator:test',
    correlationId: systemRuntime.ids.next(),
    idempotency: { commandId: systemRuntime.ids.next(), fingerprint },
  });

  it('work once for requests of one key that come at the same time', async () => {
    const answers = replica();
    const context = request();
    let times = 0;
    const ask = () => answers.once(context, () => Promise.resolve((times += 1)));
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(1);
  });

  it('free a key whose work failed', async () => {
    const answers = replica();
    const context = request();
    const failing = answers.once(context, () => Promise.reject(new Error('planted')));
    const behind = answers.once(context, () => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('planted');
    expect(await behind).toBe('done');
  });

  it('are the first one, also when two replicas were asked at the same time', async () => {
    const context = request();
    const both = Promise.withResolvers<void>();
    let arrived = 0;
    const ask = (answer: string) =>
      replica().once(context, async () => {
        arrived += 1;
        if (arrived === 2) both.resolve();
        await both.promise;
        return answer;
      });
    const [one, other] = await Promise.all([ask('one'), ask('other')]);
    expect(other).toBe(one);
    expect(await ask('late')).toBe(one);
  });
});
