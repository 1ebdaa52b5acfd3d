import { jest } from '@jest/globals';
import { testNats, type TestNats } from '@clipcast/testing';
import { jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { fieldsOf, slowFieldsOf } from './message-fields.ts';

jest.setTimeout(20_000);

describe('the headers of a message', () => {
  let nats: TestNats;
  let connection: NatsConnection;
  beforeAll(async () => {
    nats = await testNats();
    connection = await connect({ servers: nats.url });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'S', subjects: ['s'] });
    await manager.consumers.add('S', { durable_name: 'c' });
  });
  afterAll(async () => {
    await connection.close();
    await nats.stop();
  });

  const received = async (sent: Readonly<Record<string, string>> | undefined): Promise<JsMsg> => {
    const fields = headers();
    for (const [name, value] of Object.entries(sent ?? {})) fields.append(name, value);
    await jetstream(connection).publish('s', 'payload', sent ? { headers: fields } : {});
    const message = await (await jetstream(connection).consumers.get('S', 'c')).next();
    if (!message) throw new Error('nothing came');
    return message;
  };

  it('are read as the client reads them', async () => {
    const sent = {
      'ce-id': '1',
      'ce-actor': 'key: a: b',
      Empty: '',
      traceparent: '00-ab-cd-01',
      Text: 'Zürich',
    };
    const message = await received(sent);
    expect(Object.fromEntries(fieldsOf(message))).toEqual(sent);
    expect(fieldsOf(message)).toEqual(slowFieldsOf(message));
    expect(fieldsOf(await received(undefined)).size).toBe(0);
  });

  /** Otherwise a new release of the client would slow every subscriber down, and nobody would notice. */
  it('are read without the reader of the client', async () => {
    const { msg } = (await received({ a: '1' })) as unknown as { msg: unknown };
    const message = {
      msg,
      get headers(): never {
        throw new Error('the slow way');
      },
    };
    expect(fieldsOf(message).get('a')).toBe('1');
  });
});
