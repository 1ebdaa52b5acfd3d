import { jest } from '@jest/globals';
import {
  Deciders,
  installReadModels,
  Leadership,
  ProjectionRunner,
  TaskQueue,
  TaskWorker,
} from '@clipcast/event-store';
import { bareId, derivedId, DomainError, prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { processManager } from './process-manager.ts';
import type { Policy } from './subscription.ts';
import { neighbour, type Neighbour } from './testing/neighbour.ts';
import { aProfile, testService } from './testing/test-service.ts';
import {
  remindBrand,
  reminders,
  reminderTable,
  welcome,
  welcomeProcess,
  welcomeStream,
} from './testing/welcome-process.ts';

jest.setTimeout(60_000);

const AN_HOUR_MS = 3_600_000;
const LONG = { withinMs: 20_000 };

describe('a process over the facts of two services', () => {
  let nats: TestNats;
  let profile: Neighbour;
  let publish: Neighbour;
  let billing: Awaited<ReturnType<typeof testService>>;
  let deciders: Deciders;
  beforeEach(async () => {
    nats = await testNats();
    [profile, publish] = [await neighbour('profile', nats.url), await neighbour('publish', nats.url)];
    billing = await testService('billing', nats.url);
    deciders = new Deciders(billing.store, systemRuntime);
  });
  afterEach(async () => {
    await billing.close();
    await profile.close();
    await publish.close();
    await nats.stop();
  });

  const registers = (profileId: ProfileId) =>
    profile.says(profileId, { type: 'ProfileRegistered', data: { name: 'Acme', slug: 'acme' } });
  const publishes = (profileId: ProfileId, clipId: string) =>
    publish.says(profileId, {
      type: 'ClipPublished',
      data: {
        publicationId: prefixed('pub', systemRuntime.ids.next()),
        clipId,
        integrationId: 'acme-mastodon',
        provider: 'mastodon',
        postId: 'post-1',
        releaseUrl: null,
        publishedAt: '2026-11-22T10:00:00.000Z',
        connection: 'own',
      },
    });
  const aClip = () => prefixed('clp', systemRuntime.ids.next());

  /** Runs the process; `afterwards` comes after a reaction, before anybody remembers that it was done. */
  const startProcess = (
    remindAfterMs = AN_HOUR_MS,
    afterwards: Policy['react'] = () => Promise.resolve(),
  ) => {
    const reactions: string[] = [];
    const policies = processManager(welcomeProcess(remindAfterMs), () => deciders);
    const stops = policies.map((policy) =>
      billing.startSubscriber({
        ...policy,
        react: async (event, context) => {
          await policy.react(event, context);
          reactions.push(event.type);
          await afterwards(event, context);
        },
      }),
    );
    return { reactions, stop: () => Promise.all(stops.map((stop) => stop())) };
  };
  const factsOf = async (profileId: ProfileId) => {
    const stream = { profileId, type: welcome.streamType, id: welcomeStream(profileId) };
    return (await billing.store.readStream(stream)).map(({ type }) => type);
  };
  const decided = (profileId: ProfileId, facts: readonly string[]) =>
    eventually(async () => expect(await factsOf(profileId)).toEqual(facts), LONG);
  /** As when the watermarks were restored from an old backup: every event comes again. */
  const forgetHowFar = () => billing.database.pool.query('delete from subscriptions');

  it('decides when both facts are there, whichever comes first', async () => {
    startProcess();
    const [early, late] = [aProfile(), aProfile()];
    await registers(late);
    await publishes(early, aClip());
    await decided(late, ['BrandJoined']);
    await decided(early, ['FirstClipSeen']);
    await publishes(late, aClip());
    await registers(early);
    await decided(late, ['BrandJoined', 'FirstClipSeen', 'BrandWelcomed']);
    await decided(early, ['FirstClipSeen', 'BrandJoined', 'BrandWelcomed']);
  });

  it('takes nothing for its own that is about something else', async () => {
    const { reactions } = startProcess();
    const profileId = aProfile();
    await profile.says(profileId, { type: 'ProfileRenamed', data: { name: 'New', slug: 'new' } });
    await registers(profileId);
    await decided(profileId, ['BrandJoined']);
    await eventually(() => expect(reactions).toEqual(['ProfileRenamed', 'ProfileRegistered']));
  });

  it('decides an event once, however often it comes', async () => {
    const first = startProcess();
    const profileId = aProfile();
    const clips = [aClip(), aClip()];
    await registers(profileId);
    await decided(profileId, ['BrandJoined']);
    for (const clipId of clips) await publishes(profileId, clipId);
    await decided(profileId, ['BrandJoined', 'FirstClipSeen', 'BrandWelcomed']);
    await eventually(() => expect(first.reactions).toHaveLength(3));
    await first.stop();
    const { position } = await billing.store.head();
    await forgetHowFar();
    const again = startProcess();
    await eventually(() => expect(again.reactions).toHaveLength(3), LONG);
    expect((await billing.store.head()).position).toBe(position);
  });

  /** The decision is in the log, and nobody could write down that the event is done with. */
  it('decides an event once although the process was lost right after each decision', async () => {
    const lost = new Set<string>();
    const { reactions } = startProcess(AN_HOUR_MS, ({ id }) => {
      if (lost.has(id)) return Promise.resolve();
      lost.add(id);
      // Whoever takes over knows nothing but the log.
      deciders = new Deciders(billing.store, systemRuntime);
      return Promise.reject(new DomainError('process_lost', 'unavailable', 'Planted.'));
    });
    const profileId = aProfile();
    await registers(profileId);
    await eventually(() => expect(reactions).toEqual(['ProfileRegistered', 'ProfileRegistered']), LONG);
    await publishes(profileId, aClip());
    await eventually(() => expect(reactions.slice(2)).toEqual(['ClipPublished', 'ClipPublished']), LONG);
    expect(await factsOf(profileId)).toEqual(['BrandJoined', 'FirstClipSeen', 'BrandWelcomed']);
  });

  describe('that looks at the clock', () => {
    const stopping: AbortController[] = [];
    const ends: Promise<unknown>[] = [];
    afterEach(async () => {
      for (const stop of stopping.splice(0)) stop.abort();
      await Promise.all(ends.splice(0));
    });

    const startReminders = async () => {
      const { database, store } = billing;
      await installReadModels(database.db, [{ ...reminders, source: 'billing' }]);
      const leadership = new Leadership(database.url, systemRuntime);
      const stop = new AbortController();
      stopping.push(stop);
      const runner = new ProjectionRunner(
        store,
        database,
        leadership,
        reminders,
        systemRuntime,
        () => undefined,
      );
      const worker = () =>
        new TaskWorker(
          {
            name: 'remind-brand',
            queue: new TaskQueue(database.db, reminderTable, systemRuntime.timers),
            work: async ({ profileId }) => {
              const commandId = derivedId('remind-brand', bareId(profileId));
              await deciders.handle({
                aggregate: welcome,
                target: { profileId, id: welcomeStream(profileId) },
                context: {
                  actor: 'worker:remind-brand',
                  correlationId: systemRuntime.ids.next(),
                  idempotency: { commandId },
                },
                decide: remindBrand,
                reply: () => null,
              });
              return 'done';
            },
            listen: (ring) => store.onAppend(ring),
            runtime: systemRuntime,
            onTrouble: () => undefined,
          },
          2,
        ).run(stop.signal);
      ends.push(Promise.all([runner.run(stop.signal).then(() => leadership.close()), worker(), worker()]));
      return runner;
    };
    const waiting = async () => {
      const { rows } = await billing.database.pool.query('select from welcome_reminder');
      return rows.length;
    };

    it('acts when its time is over, once, and not where the other fact came in time', async () => {
      await startReminders();
      startProcess(500);
      const [silent, active] = [aProfile(), aProfile()];
      await publishes(active, aClip());
      await decided(active, ['FirstClipSeen']);
      await registers(active);
      await registers(silent);
      await decided(silent, ['BrandJoined', 'BrandReminded']);
      await eventually(async () => expect(await waiting()).toBe(0), LONG);
      expect(await factsOf(active)).toEqual(['FirstClipSeen', 'BrandJoined', 'BrandWelcomed']);
    });

    it('stops waiting when the other fact comes', async () => {
      await startReminders();
      startProcess();
      const profileId = aProfile();
      await registers(profileId);
      await eventually(async () => expect(await waiting()).toBe(1), LONG);
      await publishes(profileId, aClip());
      await eventually(async () => expect(await waiting()).toBe(0), LONG);
      expect(await factsOf(profileId)).toEqual(['BrandJoined', 'FirstClipSeen', 'BrandWelcomed']);
    });
  });
});
