import { jest } from '@jest/globals';
import { services, type Service } from '@clipcast/contracts';
import { prefixed, systemRuntime } from '@clipcast/kernel';
import { NatsLink } from '@clipcast/messaging';
import { neighbour, type Neighbour } from '@clipcast/messaging/testing';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import type { DeadLetter } from '../answers.ts';
import { standInEdge } from '../testing/stand-in-edge.ts';
import { compareStreamWithLog } from './stream-against-log.ts';

jest.setTimeout(60_000);

const follower = { name: 'names', source: 'profile', kind: 'projection', status: 'running', reason: null };
const NEVER = new AbortController().signal;

/** Real logs, relays and streams; the services' own answers are said by the test. */
describe('a proof with a wiped JetStream', () => {
  let nats: TestNats;
  let connection: NatsConnection;
  let link: NatsLink;
  let jsm: JetStreamManager;
  let neighbours: Neighbour[];
  let edge: Awaited<ReturnType<typeof standInEdge>>;
  let letters: Partial<DeadLetter>[];
  /** Told of every question about dead letters. */
  let onLetters: () => void;

  beforeAll(async () => {
    nats = await testNats();
    neighbours = [];
    for (const service of services) neighbours.push(await neighbour(service, nats.url));
    const events = Array.from({ length: 700 }, (_, index) => ({
      type: 'ProfileRegistered',
      data: { name: `brand ${index}`, slug: `brand-${index}` },
    }));
    await neighbours[0]?.says(prefixed('prf', systemRuntime.ids.next()), events);
    connection = await connect({ servers: nats.url });
    link = new NatsLink(nats.url, 'test');
    jsm = await jetstreamManager(connection);
    await eventually(async () => expect(await messages('profile')).toBe(700), { withinMs: 20_000 });
    edge = await standInEdge(({ path }) => {
      if (path.includes('/dead-letters')) {
        onLetters();
        return { body: { items: path.startsWith('billing') ? letters : [] } };
      }
      const isBilling = path === 'billing/ops/v1/subscriptions';
      return { body: { items: isBilling ? [{ ...follower, position: '700' }] : [] } };
    });
  });
  beforeEach(() => {
    letters = [];
    onLetters = () => undefined;
  });
  afterAll(async () => {
    await link.close();
    await connection.close();
    await edge.close();
    for (const one of neighbours) await one.close();
    await nats.stop();
  });

  const messages = async (service: Service) => (await jsm.streams.info(service.toUpperCase())).state.messages;
  const created = async () => (await jsm.streams.info('PROFILE')).created;
  const prove = () => edge.run('prove', '--nats', nats.url);

  it('deletes the streams, and finds every event again, word for word', async () => {
    const before = await created();
    const { code, said } = await prove();
    expect(said).toMatch(/PROFILE +700 +700 +\d+\.\d s +equal/);
    expect(code).toBe(0);
    expect(await messages('profile')).toBe(700);
    expect(await created()).not.toBe(before);
  });

  it('keeps what the operator had set', async () => {
    const { config } = await jsm.streams.info('PROFILE');
    await jsm.streams.update('PROFILE', { ...config, description: 'kept for an auditor' });
    expect((await prove()).code).toBe(0);
    expect((await jsm.streams.info('PROFILE')).config.description).toBe('kept for an auditor');
  });

  it('leaves JetStream alone when somebody else reads it', async () => {
    await jsm.consumers.add('PROFILE', { durable_name: 'auditor' });
    await jsm.consumers.add('PROFILE', { durable_name: 'billing_names' });
    const before = await created();
    const { code, complained } = await prove();
    expect([code, complained]).toEqual([1, expect.stringContaining('auditor')]);
    expect(await created()).toBe(before);
    await jsm.consumers.delete('PROFILE', 'auditor');
  });

  it('is no proof when an event that was done with is set aside afterwards', async () => {
    let looks = 0;
    // The first look is before the wipe.
    onLetters = () => {
      looks += 1;
      if (looks > services.length)
        letters = [{ id: 'l1', subscription: 'names', source: 'profile', number: '7' }];
    };
    const { code, said } = await prove();
    expect(said).toContain('names set aside event 7, which it had done');
    expect(code).toBe(1);
  });

  it('sees an event that is another one, twice there, or missing', async () => {
    const compare = () => compareStreamWithLog(link, 'publish', 2n, NEVER);
    await neighbours[1]?.close();
    neighbours.splice(1, 1);
    await jsm.streams.purge('PUBLISH');
    const event = (number: number, name: string) => ({
      type: 'ClipRemoved',
      schemaVersion: 1,
      id: `id-${number}`,
      number: String(number),
      profileId: 'prf_1',
      streamId: 'stream',
      streamVersion: number,
      recordedAt: '2026-11-22T10:00:00.000Z',
      correlationId: 'c',
      actor: 'a',
      data: { name },
    });
    const epoch = '01990000-0000-7000-8000-000000000001';
    const log = connection.subscribe('log.publish.read', {
      callback: (_, question) => {
        const after = Number(question.json<{ after: string }>().after);
        const events = [event(1, 'one'), event(2, 'two')].slice(after);
        question.respond(JSON.stringify({ epoch, head: '2', events }));
      },
    });
    const publish = async (number: number, name: string, payload = JSON.stringify({ name })) => {
      const found = headers();
      const { type, id } = event(number, name);
      for (const [header, value] of Object.entries({
        'Clipcast-Number': String(number),
        'Clipcast-Epoch': epoch,
        'ce-id': id,
        'ce-type': `clipcast.publish.${type}.v1`,
        'ce-subject': 'prf_1',
        'ce-streamid': 'stream',
        'ce-streamversion': String(number),
        'ce-time': '2026-11-22T10:00:00.000Z',
        'ce-correlationid': 'c',
        'ce-actor': 'a',
      }))
        found.set(header, value);
      await jsm.jetstream().publish(`clipcast.publish.${type}`, payload, { headers: found });
    };
    await publish(1, 'one');
    expect((await compare()).differences).toEqual(['the stream ends at event 1, the log at 2']);
    await publish(2, 'two');
    expect(await compare()).toEqual({ events: 2n, differences: [] });
    await jsm.streams.purge('PUBLISH');
    await publish(1, 'one');
    await publish(1, 'one');
    expect((await compare()).differences).toHaveLength(1);
    await jsm.streams.purge('PUBLISH');
    await publish(1, 'one');
    await publish(2, 'changed');
    expect((await compare()).differences).toHaveLength(1);
    await jsm.streams.purge('PUBLISH');
    await publish(1, 'one', '{"name":');
    await publish(2, 'two');
    expect((await compare()).differences).toEqual([expect.stringContaining('which is no JSON: {"name":')]);
    log.unsubscribe();
  });
});
