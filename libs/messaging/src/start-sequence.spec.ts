import { jest } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { systemRuntime } from '@clipcast/kernel';
import { testNats, type TestNats } from '@clipcast/testing';
import { startSequence } from './start-sequence.ts';

jest.setTimeout(20_000);

/** A stream whose first message was purged and some of whose messages are missing. */
describe('where a subscription starts to read', () => {
  const epoch = systemRuntime.ids.next();
  let nats: TestNats;
  let connection: NatsConnection;
  beforeAll(async () => {
    nats = await testNats();
    connection = await connect({ servers: nats.url });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'PROFILE', subjects: ['clipcast.profile.*'] });
    for (let number = 1; number <= 10; number += 1) {
      const fields = headers();
      fields.set('Clipcast-Number', String(number));
      fields.set('Clipcast-Epoch', epoch);
      await connection.request('clipcast.profile.X', '{}', { headers: fields, timeout: 5_000 });
    }
    for (const sequence of [1, 5, 6]) await manager.streams.deleteMessage('PROFILE', sequence);
  });
  afterAll(async () => {
    await connection.close();
    await nats.stop();
  });

  const startAfter = async (position: bigint, of: string | null = epoch) =>
    startSequence(await jetstreamManager(connection), 'profile', { position, epoch: of });

  it('is behind what it has seen, also where that is missing in the stream', async () => {
    for (const position of [2n, 4n, 5n, 6n, 9n, 10n])
      expect(await startAfter(position)).toBe(Number(position) + 1);
  });

  it('is the start of the stream where nothing is known of it, or it is of another log', async () => {
    expect(await startAfter(0n)).toBe(2);
    expect(await startAfter(7n, systemRuntime.ids.next())).toBe(2);
  });

  it('is the end of the stream for who has seen more than it holds', async () => {
    expect(await startAfter(25n)).toBe(11);
  });
});
