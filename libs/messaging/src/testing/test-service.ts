import type { Service } from '@clipcast/contracts';
import { EventStore, Leadership, migrateToLatest, openDatabase } from '@clipcast/event-store';
import { prefixed, systemRuntime, type ProfileId, type Uuid } from '@clipcast/kernel';
import { createTestDatabase } from '@clipcast/testing';
import { LogReadResponder } from '../log-read-responder.ts';
import { NatsLink } from '../nats-link.ts';
import { Relay } from '../relay.ts';
import { Subscriber } from '../subscriber.ts';
import type { Subscription } from '../subscription.ts';

/** A service with a log on a real PostgreSQL, whose relay and subscribers can be started and stopped. */
export async function testService(service: Service, natsUrl: string) {
  const testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url);
  const database = openDatabase(testDatabase.url, 8);
  const store = new EventStore(service, database, systemRuntime);
  const stops = new Set<() => Promise<void>>();

  const run = (
    worker: (link: NatsLink, leadership: Leadership) => { run(signal: AbortSignal): Promise<void> },
  ) => {
    const link = new NatsLink(natsUrl, 'test');
    const leadership = new Leadership(testDatabase.url, systemRuntime);
    const stopping = new AbortController();
    const ended = worker(link, leadership).run(stopping.signal);
    const stop = async () => {
      stops.delete(stop);
      stopping.abort();
      await ended;
      await leadership.close();
      await link.close();
    };
    stops.add(stop);
    return stop;
  };

  return {
    database,
    store,
    startRelay: (troubles: string[] = []) =>
      run(
        (link, leadership) =>
          new Relay(store, link, leadership, systemRuntime, (_, error) => troubles.push(String(error))),
      ),
    /** Answers who asks for this service's log. */
    startLogReads: (troubles: string[] = []) =>
      run(
        (link) =>
          new LogReadResponder(store, link, systemRuntime, (_, error) => troubles.push(String(error))),
      ),
    startSubscriber: (subscription: Subscription, troubles: string[] = []) =>
      run(
        (link, leadership) =>
          new Subscriber(service, database, link, leadership, subscription, systemRuntime, (_, error) =>
            troubles.push(String(error)),
          ),
      ),
    close: async () => {
      await Promise.all([...stops].map((stop) => stop()));
      await database.close();
      await testDatabase.drop();
    },
  };
}

export const aProfile = (): ProfileId => prefixed('prf', systemRuntime.ids.next());

/** What one call appends: more would be spread over several commits, in any order. */
const APPEND_MAX = 50;

/** Appends public facts in order, each to a stream of its own unless one is given. */
export async function register(
  store: EventStore,
  names: readonly string[],
  stream?: { profileId: ProfileId; id: Uuid },
) {
  for (let from = 0; from < names.length; from += APPEND_MAX) {
    await store.append(
      names.slice(from, from + APPEND_MAX).map((name) => ({
        stream: { type: 'profile', ...(stream ?? { profileId: aProfile(), id: systemRuntime.ids.next() }) },
        expectedVersion: stream ? ('any' as const) : 0,
        events: [{ type: 'ProfileRegistered', data: { name, slug: name } }],
        context: { actor: 'operator:test', correlationId: systemRuntime.ids.next() },
      })),
    );
  }
}

export const numbered = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `brand-${from + index}`);
