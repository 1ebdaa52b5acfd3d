import { jest } from '@jest/globals';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { systemRuntime } from '@clipcast/kernel';
import { LogAcceptance } from './log-acceptance.ts';
import { renewLog } from './log-renewal.ts';
import { NatsLink } from './nats-link.ts';
import type { Policy } from './subscription.ts';
import { nameList } from './testing/name-list.ts';
import { numbered, register, testService } from './testing/test-service.ts';

jest.setTimeout(60_000);

/** A source whose database was replaced under a JetStream and subscribers that remember the one before. */
describe('a log that was replaced', () => {
  let nats: TestNats;
  let before: Awaited<ReturnType<typeof testService>>;
  let after: Awaited<ReturnType<typeof testService>>;
  let billing: Awaited<ReturnType<typeof testService>>;
  beforeEach(async () => {
    nats = await testNats();
    [before, after, billing] = [
      await testService('profile', nats.url),
      await testService('profile', nats.url),
      await testService('billing', nats.url),
    ];
  });
  afterEach(async () => {
    await Promise.all([before.close(), after.close(), billing.close()]);
    await nats.stop();
  });

  const withManager = async <T>(work: (manager: JetStreamManager) => Promise<T>): Promise<T> => {
    const connection = await connect({ servers: nats.url });
    try {
      return await work(await jetstreamManager(connection));
    } finally {
      await connection.close();
    }
  };
  const storedMessages = () =>
    withManager(async (manager) => (await manager.streams.info('PROFILE')).state.messages);

  const standing = async () => {
    const { rows } = await billing.database.pool.query<{ status: string; position: bigint; error: string }>(
      'select status, position, error from subscriptions',
    );
    return rows.flatMap(({ status, position, error }) => [status, position, error]);
  };

  it('stops the relay when it has other facts under the same numbers and in the same epoch', async () => {
    const stop = before.startRelay();
    await register(before.store, numbered(0, 3));
    await eventually(async () => expect(await storedMessages()).toBe(3));
    await stop();
    const { epoch } = await before.store.head();
    await after.database.pool.query('update log_head set epoch = $1', [epoch]);
    await register(after.store, numbered(10, 5));
    const troubles: string[] = [];
    after.startRelay(troubles);
    await eventually(() =>
      expect(troubles[0]).toMatch(/StreamAheadError.*as event 3.*replaced, or failed over/),
    );
    expect(await storedMessages()).toBe(3);
  });

  it('is noticed by a subscriber although its first numbers are ones that were seen', async () => {
    const seen: bigint[] = [];
    const troubles: string[] = [];
    const stop = before.startRelay();
    billing.startSubscriber(
      {
        name: 'listener',
        source: 'profile',
        react: ({ number }) => {
          seen.push(number);
          return Promise.resolve();
        },
      },
      troubles,
    );
    await register(before.store, numbered(0, 3));
    await eventually(() => expect(seen).toEqual([1n, 2n, 3n]));
    await stop();
    await withManager((manager) => manager.streams.delete('PROFILE'));
    await register(after.store, numbered(10, 2));
    after.startRelay();
    await eventually(() => expect(troubles.join('\n')).toContain('EpochChangedError'), { withinMs: 20_000 });
    expect(seen).toEqual([1n, 2n, 3n]);
    await eventually(async () => expect((await standing()).slice(0, 2)).toEqual(['halted', 3n]));
    expect((await standing()).at(2)).toContain('EpochChangedError');
  });

  /** The relay says nothing then, so only the head shows that numbers which were seen will be given to other facts. */
  it('halts a subscriber that has seen more than the log holds', async () => {
    const stop = before.startRelay();
    billing.startSubscriber({ name: 'listener', source: 'profile', react: () => Promise.resolve() });
    await register(before.store, numbered(0, 3));
    await eventually(async () => expect((await standing()).at(1)).toBe(3n));
    await stop();
    const { epoch } = await before.store.head();
    await after.database.pool.query('update log_head set epoch = $1', [epoch]);
    await register(after.store, numbered(10, 2));
    after.startLogReads();
    await eventually(async () => expect((await standing()).at(2)).toContain('ends at event 2'), {
      withinMs: 25_000,
    });
    expect((await standing()).at(0)).toBe('halted');
  });

  it.each([
    ['start', ['brand-0', 'brand-1', 'brand-2', 'brand-10', 'brand-11', 'brand-20']],
    ['head', ['brand-0', 'brand-1', 'brand-2', 'brand-20']],
  ] as const)('is gone on with from its %s when an operator accepts it', async (from, expected) => {
    const seen: string[] = [];
    const policy: Policy = {
      name: 'listener',
      source: 'profile',
      react: ({ data }) => {
        seen.push((data as { name: string }).name);
        return Promise.resolve();
      },
    };
    const link = new NatsLink(nats.url, 'test');
    const acceptance = new LogAcceptance(billing.database, link, [policy, nameList()], systemRuntime.timers);
    const stop = before.startRelay();
    billing.startSubscriber(policy);
    await register(before.store, numbered(0, 3));
    await eventually(() => expect(seen).toHaveLength(3));
    const refused = (code: string, name = 'listener') =>
      expect(acceptance.accept(name, from)).rejects.toMatchObject({ code });
    await refused('not_halted_by_log');
    await refused('rebuild_instead', 'name-list');
    await refused('subscription_not_found', 'nonsense');
    await stop();
    const { epoch } = await before.store.head();
    await after.database.pool.query('update log_head set epoch = $1', [epoch]);
    await register(after.store, numbered(10, 2));
    after.startLogReads();
    await eventually(async () => expect((await standing()).at(0)).toBe('halted'), { withinMs: 25_000 });
    await refused('stream_outdated');
    after.startRelay();
    const renewed = await renewLog(after.store, link, systemRuntime.timers);
    const expectedMark = { position: from === 'head' ? 2n : 0n, epoch: renewed.epoch };
    // While the stream is being made anew, the policy waits for it and is not halted.
    await eventually(
      async () => expect(await acceptance.accept('listener', from)).toMatchObject(expectedMark),
      { withinMs: 20_000 },
    );
    await register(after.store, numbered(20, 1));
    await eventually(() => expect(seen).toEqual(expected), { withinMs: 20_000 });
    await eventually(async () => expect((await standing()).slice(0, 2)).toEqual(['running', 3n]));
    await link.close();
  });
});
