import { jest } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { nameList, writtenNames } from './testing/name-list.ts';
import { numbered, register } from './testing/test-service.ts';
import { twoServices, type TwoServices } from './testing/two-services.ts';

jest.setTimeout(30_000);

describe('when the active worker changes', () => {
  let services: TwoServices;
  beforeEach(async () => (services = await twoServices()));
  afterEach(() => services.close());

  const consumer = () =>
    services.withManager((manager) => manager.consumers.info('PROFILE', 'billing_name-list'));

  it('one that is stopped finishes its transaction and acknowledges it', async () => {
    const { profile, billing, published } = services;
    profile.startRelay();
    await register(profile.store, numbered(0, 3));
    await published(3);
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const stop = billing.startSubscriber(
      nameList({
        poison: new Set(),
        onBatch: () => {
          entered.resolve();
          return leave.promise;
        },
      }),
    );
    await entered.promise;
    const stopped = stop();
    leave.resolve();
    await stopped;
    expect(await writtenNames(billing.database)).toEqual(numbered(0, 3));
    await eventually(async () => expect((await consumer()).ack_floor.stream_seq).toBe(3));
  });

  /** A host that dies takes its database session with it; nobody hands over. */
  it('a standby takes over within seconds from one whose session ended, and nothing is written twice', async () => {
    const { profile, billing, arrived } = services;
    profile.startRelay();
    billing.startSubscriber(nameList());
    billing.startSubscriber(nameList());
    const expected: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      expected.push(...numbered(round * 20, 20));
      await register(profile.store, numbered(round * 20, 20));
      await billing.database.pool.query(
        `select pg_terminate_backend(pid) from pg_locks
          where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`,
      );
      await register(profile.store, [`after-${round}`]);
      expected.push(`after-${round}`);
    }
    await arrived(expected);
  });
});
