import { jest } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { nameList } from './testing/name-list.ts';
import { numbered, register } from './testing/test-service.ts';
import { twoServices, type TwoServices } from './testing/two-services.ts';

jest.setTimeout(60_000);

describe('what the stream has left out', () => {
  let services: TwoServices;
  beforeEach(async () => (services = await twoServices()));
  afterEach(() => services.close());

  /** Makes holes in the stream, as a damaged store would. */
  const loseMessages = async (sequences: readonly number[]) => {
    await services.withManager(async (manager) => {
      const { config } = await manager.streams.info('PROFILE');
      await manager.streams.delete('PROFILE');
      await manager.streams.add({ ...config, deny_delete: false });
    });
    return () =>
      services.withManager(async (manager) => {
        for (const sequence of sequences) await manager.streams.deleteMessage('PROFILE', sequence);
      });
  };

  it('in the middle and in front is read from the log of the source, and the stream goes on', async () => {
    const { profile, billing, published, arrived } = services;
    let stopRelay = profile.startRelay();
    profile.startLogReads();
    await register(profile.store, ['one']);
    await published(1);
    await stopRelay();
    const lose = await loseMessages([1, 2, 3, 8, 20, 21]);
    stopRelay = profile.startRelay();
    await register(profile.store, numbered(0, 30));
    await published(31);
    await stopRelay();
    await lose();
    const troubles: string[] = [];
    billing.startSubscriber(nameList(), troubles);
    await arrived(['one', ...numbered(0, 30)]);
    profile.startRelay();
    await register(profile.store, ['last']);
    await arrived(['one', ...numbered(0, 30), 'last']);
    expect(troubles).toEqual([]);
  });

  it('waits while the source does not answer, and comes before what follows it', async () => {
    const { profile, billing, published, arrived } = services;
    let stopRelay = profile.startRelay();
    await register(profile.store, ['one']);
    await published(1);
    await stopRelay();
    const lose = await loseMessages([3]);
    stopRelay = profile.startRelay();
    await register(profile.store, numbered(0, 4));
    await published(5);
    await stopRelay();
    await lose();
    billing.startSubscriber(nameList());
    await arrived(['one', 'brand-0']);
    const { pool } = billing.database;
    await eventually(async () => {
      const { rows } = await pool.query('select status from subscriptions');
      expect(rows).toEqual([{ status: 'waiting' }]);
    });
    profile.startLogReads();
    await arrived(['one', ...numbered(0, 4)]);
  });

  /** A stream that lost its tail leaves out what is published next without a word: "0 pending, but skipped". */
  it('at the end is noticed although nothing comes any more', async () => {
    const { profile, billing, published, arrived } = services;
    const stopRelay = profile.startRelay();
    profile.startLogReads();
    billing.startSubscriber(nameList());
    await register(profile.store, ['one']);
    await published(1);
    await arrived(['one']);
    await stopRelay();
    await register(profile.store, numbered(0, 300));
    await arrived(['one', ...numbered(0, 300)]);
  });
});
