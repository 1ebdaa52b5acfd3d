import type { Service } from '@clipcast/contracts';
import {
  EventStore,
  Leadership,
  migrateToLatest,
  openDatabase,
  type DomainEvent,
} from '@clipcast/event-store';
import { bareId, systemRuntime, type ProfileId, type Uuid } from '@clipcast/kernel';
import { NatsLink, Relay } from '@clipcast/messaging';
import { createTestDatabase } from '@clipcast/testing';
import { aContext } from './builders.ts';

/** Another service as billing sees it: a log of its own whose public facts come over NATS. */
export async function otherService(service: Service, natsUrl: string) {
  const testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url);
  const database = openDatabase(testDatabase.url, 4);
  const store = new EventStore(service, database, systemRuntime.ids);
  const link = new NatsLink(natsUrl, `test-${service}`);
  const leadership = new Leadership(testDatabase.url, systemRuntime);
  const stopping = new AbortController();
  const relayed = new Relay(store, link, leadership, systemRuntime, () => undefined).run(stopping.signal);
  return {
    /** Records a fact about a profile, in the profile's own stream unless another is named. */
    says: async (profileId: ProfileId, event: DomainEvent, streamId: Uuid = bareId(profileId)) => {
      const stream = { profileId, type: service, id: streamId };
      await store.append([{ stream, expectedVersion: 'any', events: [event], context: aContext() }]);
    },
    close: async () => {
      stopping.abort();
      await relayed;
      await leadership.close();
      await link.close();
      await database.close();
      await testDatabase.drop();
    },
  };
}
