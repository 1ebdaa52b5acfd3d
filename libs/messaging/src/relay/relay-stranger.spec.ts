import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { headerLines } from '../envelope.ts';
import {
  oneTo,
  registerMany,
  startRelay,
  storedMessages,
  storedNumbers,
  withManager,
} from '../testing/relay-fixture.ts';
import { testService } from '../testing/test-service.ts';
import { IN_FLIGHT_MAX, PublishPipeline } from './publish-pipeline.ts';

jest.setTimeout(60_000);

const SUBJECT = 'clipcast.profile.ProfileRegistered';
const EVENTS = 40;

describe('a message that no relay put there', () => {
  let nats: TestNats;
  let connection: NatsConnection;
  let profile: Awaited<ReturnType<typeof testService>>;
  const relays: ReturnType<typeof startRelay>[] = [];
  beforeEach(async () => {
    nats = await testNats();
    connection = await connect({ servers: nats.url });
    profile = await testService('profile', nats.url);
    await makeStream();
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map(({ stop }) => stop()));
    await profile.close();
    await connection.close();
    await nats.stop();
  });

  const start = () => {
    const relay = startRelay(profile.store, nats.url);
    relays.push(relay);
    return relay;
  };
  const makeStream = () =>
    withManager(nats.url, ({ streams }) =>
      streams.add({ name: 'PROFILE', subjects: ['clipcast.profile.*'], deny_delete: true }),
    );
  const texts = async () => (await storedMessages(nats.url)).map((message) => message.string());
  const settled = (pipeline: PublishPipeline) =>
    eventually(() => expect(pipeline.idle || pipeline.broken.aborted).toBe(true));
  const pipelineAfter = (sequence: number) =>
    new PublishPipeline(connection, 'PROFILE', sequence, new AbortController().signal, systemRuntime);
  const holds = (count: number) =>
    eventually(async () =>
      expect(
        await withManager(nats.url, async ({ streams }) => (await streams.info('PROFILE')).state),
      ).toMatchObject({
        messages: count,
      }),
    );

  /** What a relay publishes that does not know of the others any more, from event `from` to event `to`. */
  const sendEvents = async (
    pipeline: PublishPipeline,
    from: number,
    to: number,
    before?: (number: number) => void,
  ) => {
    const { epoch } = await profile.store.head();
    for (const event of await profile.store.readPublic(BigInt(from - 1), to - from + 1)) {
      before?.(Number(event.publicNumber));
      pipeline.send(SUBJECT, headerLines('profile', event, epoch), event.dataText ?? '');
    }
  };

  it.each(oneTo(18))('is never confirmed as ours, standing in the place of message %i', async (place) => {
    const pipeline = pipelineAfter(0);
    for (let sequence = 1; sequence <= EVENTS; sequence += 1) {
      if (sequence === place) connection.publish(SUBJECT, 'stranger');
      pipeline.send(SUBJECT, '', `event ${sequence}`);
    }
    await settled(pipeline);
    await pipeline.close();
    expect((await texts()).indexOf('stranger')).toBe(place - 1);
    expect(pipeline.broken.aborted).toBe(true);
    expect(pipeline.confirmed).toBe(place - 1);
  });

  it.each([2, 16, 17, EVENTS - 1])(
    'is found at the start in the place of event %i, and the log takes its place',
    async (place) => {
      await registerMany(profile.store, EVENTS);
      const pipeline = pipelineAfter(0);
      await sendEvents(pipeline, 1, EVENTS, (number) => {
        if (number === place) connection.publish(SUBJECT, 'stranger');
      });
      await holds(EVENTS);
      await pipeline.close();
      const { troubles } = start();
      await eventually(async () => expect(await storedNumbers(nats.url)).toEqual(oneTo(EVENTS)), {
        withinMs: 10_000,
      });
      expect(troubles.join()).toContain(`PROFILE (incomplete) lacks events 1 to ${EVENTS}`);
    },
  );

  it('is found as far back as a relay may have been wrong', async () => {
    const events = IN_FLIGHT_MAX + 1;
    await registerMany(profile.store, events);
    const pipeline = pipelineAfter(0);
    await sendEvents(pipeline, 1, events, (number) => {
      if (number === 2) connection.publish(SUBJECT, 'stranger');
    });
    await holds(events);
    await pipeline.close();
    start();
    await eventually(async () => expect(await storedNumbers(nats.url)).toEqual(oneTo(events)), {
      withinMs: 10_000,
    });
  });

  it('stops the relay at the end of the stream, until an operator has decided', async () => {
    await registerMany(profile.store, 3);
    const { troubles } = start();
    await eventually(async () => expect(await storedNumbers(nats.url)).toEqual(oneTo(3)));
    connection.publish(SUBJECT, 'stranger');
    await eventually(
      () => expect(troubles.join()).toContain('PROFILE ends with a message of somebody else'),
      {
        withinMs: 10_000,
      },
    );
    expect(await texts()).toContain('stranger');
    await withManager(nats.url, ({ streams }) => streams.purge('PROFILE'));
    await eventually(async () => expect(await storedNumbers(nats.url)).toEqual(oneTo(3)), {
      withinMs: 15_000,
    });
  });

  /** The distance between number and sequence is another one after the purge; the late message fits by its sequence alone. */
  it('may be the late one of a relay from before a purge, and is found as well', async () => {
    await registerMany(profile.store, EVENTS);
    const early = pipelineAfter(0);
    await sendEvents(early, 1, 20);
    await settled(early);
    const late = pipelineAfter(25);
    await withManager(nats.url, ({ streams }) => streams.purge('PROFILE'));
    const refill = pipelineAfter(20);
    await sendEvents(refill, 1, 5);
    await sendEvents(late, 26, 26);
    await sendEvents(refill, 6, EVENTS);
    await holds(EVENTS);
    await Promise.all([early, late, refill].map((pipeline) => pipeline.close()));
    expect((await storedNumbers(nats.url)).slice(3, 8)).toEqual([4, 5, 26, 7, 8]);
    expect(refill.broken.aborted).toBe(true);
    expect(refill.confirmed).toBe(25);
    start();
    await eventually(async () => expect(await storedNumbers(nats.url)).toEqual(oneTo(EVENTS)), {
      withinMs: 10_000,
    });
  });
});
