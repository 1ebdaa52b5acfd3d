import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Inbox } from './inbox.ts';
import { numbered, register, testService } from './testing/test-service.ts';

jest.setTimeout(20_000);

describe('an inbox', () => {
  let nats: TestNats;
  let profile: Awaited<ReturnType<typeof testService>>;
  let connection: NatsConnection;
  let inbox: Inbox;
  const forever = new AbortController().signal;
  beforeEach(async () => {
    nats = await testNats();
    profile = await testService('profile', nats.url);
    profile.startRelay();
    await register(profile.store, numbered(0, 3));
    connection = await connect({ servers: nats.url, maxReconnectAttempts: -1, reconnectTimeWait: 100 });
    const mark = { position: 0n, epoch: null, version: 1 };
    inbox = await eventually(() => Inbox.open(connection, 'profile', 'test', mark, systemRuntime.timers));
  });
  afterEach(async () => {
    await inbox.close();
    await connection.close();
    await profile.close();
    await nats.stop();
  });

  const takeAll = async (count: number) => {
    const taken = [];
    while (taken.length < count) taken.push(...(await inbox.take(10, forever)));
    return taken;
  };

  it('gives no more at once than was asked for, and forgets nothing', async () => {
    await eventually(() => expect(inbox.held).toBe(3));
    expect(await inbox.take(2, forever)).toHaveLength(2);
    expect(await inbox.take(2, forever)).toHaveLength(1);
  });

  it('closes instead of holding a message twice', async () => {
    const [first] = await takeAll(3);
    expect(inbox.open).toBe(true);
    first?.nak();
    await eventually(() => expect(inbox.open).toBe(false));
    expect(await inbox.take(10, forever)).toEqual([]);
  });

  it('closes with the connection over which a message may have been lost', async () => {
    await takeAll(3);
    await nats.kill();
    await nats.restart();
    await eventually(() => expect(inbox.open).toBe(false), { withinMs: 10_000 });
  });
});
