import { jest } from '@jest/globals';
import { prefixed, systemRuntime } from '@clipcast/kernel';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { MalformedMessageError } from './envelope.ts';
import { ForeignLog } from './foreign-log.ts';
import { NatsLink } from './nats-link.ts';
import { numbered, register, testService } from './testing/test-service.ts';

jest.setTimeout(20_000);

describe('reading the log of another service', () => {
  let nats: TestNats;
  let link: NatsLink;
  let connection: NatsConnection;
  let log: ForeignLog;
  let profile: Awaited<ReturnType<typeof testService>>;
  beforeEach(async () => {
    nats = await testNats();
    connection = await connect({ servers: nats.url });
    link = new NatsLink(nats.url, 'test');
    log = new ForeignLog(link, 'profile');
    profile = await testService('profile', nats.url);
    profile.startLogReads();
    await eventually(async () => expect(await log.head()).toBe(0n));
  });
  afterEach(async () => {
    await link.close();
    await connection.close();
    await profile.close();
    await nats.stop();
  });

  const ask = async (question: string) =>
    (await connection.request('log.profile.read', question, { timeout: 5_000 })).json();

  it('gives the facts after a number, in order, as a subscriber gets them', async () => {
    await register(profile.store, numbered(0, 30));
    expect(await log.head()).toBe(30n);
    const events = await log.read(10n, 5);
    expect(events.map(({ number }) => number)).toEqual([11n, 12n, 13n, 14n, 15n]);
    const { epoch } = await profile.store.head();
    const [stored] = await profile.store.readPublic(10n, 1);
    expect(events[0]).toEqual({
      service: 'profile',
      type: 'ProfileRegistered',
      schemaVersion: 1,
      id: stored?.id,
      number: 11n,
      epoch,
      profileId: stored?.profileId,
      streamId: stored?.streamId,
      streamVersion: 1,
      recordedAt: stored?.recordedAt.toISOString(),
      correlationId: stored?.meta.correlationId,
      actor: 'operator:test',
      data: { name: 'brand-10', slug: 'brand-10' },
    });
    expect(await log.read(30n, 5)).toEqual([]);
  });

  /** An answer must fit a NATS message, however large the facts are. */
  it('gives fewer than asked for where more would not fit an answer, and never none', async () => {
    const stream = {
      profileId: prefixed('prf', systemRuntime.ids.next()),
      type: 'profile',
      id: systemRuntime.ids.next(),
    };
    const context = { actor: 'operator:test', correlationId: systemRuntime.ids.next() };
    const data = { provider: 'edge', voiceId: 'v', options: { text: 'ä'.repeat(200_000) } };
    for (let count = 0; count < 5; count += 1) {
      const events = [{ type: 'NarrationSettingsUpdated', data }];
      await profile.store.append([{ stream, expectedVersion: 'any', events, context }]);
    }
    const sizes: number[] = [];
    for (let after = 0n; after < 5n;) {
      const events = await log.read(after, 1_000);
      sizes.push(events.length);
      after = events.at(-1)?.number ?? 99n;
    }
    expect(sizes).toEqual([2, 2, 1]);
  });

  it('refuses a question that it does not understand', async () => {
    for (const question of ['', 'x', '{}', '{"after":1,"limit":1}', '{"after":"1","limit":1001}'])
      expect(await ask(question)).toMatchObject({ error: { code: 'malformed_request' } });
  });

  it('says that it cannot while the database is away', async () => {
    await profile.database.pool.query('drop table events cascade');
    await expect(log.read(0n, 1)).rejects.toMatchObject({ name: 'LogReadRefusedError', code: 'unavailable' });
  });

  it('refuses a fact that breaks its contract, but shows it as it came to who wants that', async () => {
    await register(profile.store, ['one']);
    await profile.database.pool.query(
      `alter table events disable trigger all; update events set data = '{"name": 1}'`,
    );
    await expect(log.read(0n, 1)).rejects.toThrow(MalformedMessageError);
    expect((await log.page(0n, 1)).events[0]?.data).toEqual({ name: 1 });
  });

  it('is answered by one of several replicas, also after NATS was restarted', async () => {
    profile.startLogReads();
    await register(profile.store, ['one']);
    const inbox = connection.subscribe('answers');
    let answers = 0;
    void (async () => {
      for await (const _ of inbox) answers += 1;
    })();
    for (let count = 0; count < 20; count += 1)
      connection.publish('log.profile.read', '{"after":"0","limit":0}', { reply: 'answers' });
    await eventually(() => expect(answers).toBeGreaterThanOrEqual(20));
    await ask('{"after":"0","limit":0}');
    expect(answers).toBe(20);
    await nats.restart();
    await eventually(async () => expect(await log.head()).toBe(1n), { withinMs: 10_000 });
  });
});
