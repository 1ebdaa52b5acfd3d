import { jest } from '@jest/globals';
import { DomainError, systemRuntime } from '@clipcast/kernel';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Policy } from './subscription.ts';
import { createNameList, nameList, writtenNames } from './testing/name-list.ts';
import { aProfile, numbered, register, testService } from './testing/test-service.ts';

jest.setTimeout(30_000);

describe('from the log to a subscriber', () => {
  let nats: TestNats;
  let profile: Awaited<ReturnType<typeof testService>>;
  let billing: Awaited<ReturnType<typeof testService>>;
  beforeEach(async () => {
    nats = await testNats();
    profile = await testService('profile', nats.url);
    billing = await testService('billing', nats.url);
    await createNameList(billing.database);
  });
  afterEach(async () => {
    await profile.close();
    await billing.close();
    await nats.stop();
  });

  const arrived = (expected: readonly string[]) =>
    eventually(async () => expect(await writtenNames(billing.database)).toEqual(expected), {
      withinMs: 20_000,
    });
  const streamMessages = async () => {
    const connection = await connect({ servers: nats.url });
    const { state } = await (await jetstreamManager(connection)).streams.info('PROFILE');
    await connection.close();
    return state.messages;
  };

  it('brings every public fact over once, in order', async () => {
    profile.startRelay();
    billing.startSubscriber(nameList());
    await register(profile.store, numbered(0, 300));
    await arrived(numbered(0, 300));
  });

  it('writes while NATS is down and delivers when it is back', async () => {
    await nats.kill();
    profile.startRelay();
    billing.startSubscriber(nameList());
    await register(profile.store, numbered(0, 5));
    await nats.restart();
    await arrived(numbered(0, 5));
  });

  it('goes on after NATS was killed in the middle', async () => {
    profile.startRelay();
    billing.startSubscriber(nameList());
    await register(profile.store, numbered(0, 50));
    await arrived(numbered(0, 50));
    await nats.kill();
    await register(profile.store, numbered(50, 50));
    await nats.restart();
    await arrived(numbered(0, 100));
  });

  it('fills a wiped JetStream again from the log, and no effect is applied twice', async () => {
    const stopRelay = profile.startRelay();
    const stopSubscriber = billing.startSubscriber(nameList());
    await register(profile.store, numbered(0, 20));
    await arrived(numbered(0, 20));
    await stopRelay();
    await stopSubscriber();
    await nats.wipeStore();
    profile.startRelay();
    billing.startSubscriber(nameList());
    await register(profile.store, numbered(20, 5));
    await arrived(numbered(0, 25));
    expect(await streamMessages()).toBe(25);
  });

  it('fills a JetStream that was wiped while nothing happened, without a new fact', async () => {
    profile.startRelay();
    await register(profile.store, numbered(0, 20));
    await eventually(async () => expect(await streamMessages()).toBe(20));
    await nats.wipeStore();
    billing.startSubscriber(nameList());
    await arrived(numbered(0, 20));
  });

  it('never publishes a fact twice, although two relays run', async () => {
    profile.startRelay();
    const stop = profile.startRelay();
    await register(profile.store, numbered(0, 100));
    await stop();
    await register(profile.store, numbered(100, 100));
    billing.startSubscriber(nameList());
    await arrived(numbered(0, 200));
    expect(await streamMessages()).toBe(200);
  });

  it('has one active subscriber over two replicas, and the standby takes over', async () => {
    profile.startRelay();
    const stop = billing.startSubscriber(nameList());
    billing.startSubscriber(nameList());
    await register(profile.store, numbered(0, 30));
    await arrived(numbered(0, 30));
    await stop();
    await register(profile.store, numbered(30, 30));
    await arrived(numbered(0, 60));
  });

  /** Each service names its subscriptions for itself; on NATS they must not take each other's messages. */
  it('serves two services whose subscriptions have the same name', async () => {
    const publish = await testService('publish', nats.url);
    const seen: { billing: string[]; publish: string[] } = { billing: [], publish: [] };
    const listener = (of: string[]): Policy => ({
      name: 'listener',
      source: 'profile',
      react: (event) => {
        of.push(String(event.number));
        return Promise.resolve();
      },
    });
    const troubles: string[] = [];
    profile.startRelay();
    billing.startSubscriber(listener(seen.billing), troubles);
    publish.startSubscriber(listener(seen.publish), troubles);
    await register(profile.store, numbered(0, 3));
    const all = ['1', '2', '3'];
    await eventually(() => expect(seen).toEqual({ billing: all, publish: all }));
    await register(profile.store, numbered(3, 3));
    await eventually(() => expect(seen.publish).toHaveLength(6));
    expect(troubles.filter((trouble) => trouble.includes('missing'))).toEqual([]);
    await publish.close();
  });

  it('sets poison aside with the rest of its stream, and lets everything else through', async () => {
    profile.startRelay();
    billing.startSubscriber(nameList({ poison: new Set(['poison']) }));
    const sick = { profileId: aProfile(), id: systemRuntime.ids.next() };
    await register(profile.store, ['poison', 'after-poison'], sick);
    await register(profile.store, ['healthy']);
    await arrived(['healthy']);
    const { rows } = await billing.database.pool.query(
      'select number, attempts, error from dead_letters order by number',
    );
    expect(rows).toMatchObject([
      { number: 1n, attempts: 5, error: 'Error: planted poison: poison' },
      { number: 2n, attempts: 0 },
    ]);
  });

  it('waits out trouble that will pass, however long, and never sets it aside', async () => {
    let failures = 8;
    const reactions: string[] = [];
    const policy: Policy = {
      name: 'flaky-policy',
      source: 'profile',
      react: (event, context) => {
        failures -= 1;
        if (failures >= 0) throw new DomainError('down', 'unavailable', 'Down for now.');
        reactions.push(`${event.type} ${context.causationId === event.id}`);
        return Promise.resolve();
      },
    };
    profile.startRelay();
    billing.startSubscriber(policy);
    await register(profile.store, ['one']);
    await eventually(() => expect(reactions).toEqual(['ProfileRegistered true']), { withinMs: 30_000 });
    const { rows } = await billing.database.pool.query('select count(*) as letters from dead_letters');
    expect(rows).toEqual([{ letters: 0n }]);
  });
});
