import type { Service } from '@clipcast/contracts';
import type { DomainEvent } from '@clipcast/event-store';
import { bareId, systemRuntime, type ProfileId, type Uuid } from '@clipcast/kernel';
import { testService } from './test-service.ts';

/** Another service, as far as the one under test can tell: a log of its own whose public facts come over NATS. */
export interface Neighbour {
  /** Records facts about a profile, in the profile's own stream unless another is named. */
  says(profileId: ProfileId, events: DomainEvent | readonly DomainEvent[], streamId?: Uuid): Promise<void>;
  close(): Promise<void>;
}

/** Starts a neighbour with a fresh database and a relay. */
export async function neighbour(service: Service, natsUrl: string): Promise<Neighbour> {
  const { store, startRelay, startLogReads, close } = await testService(service, natsUrl);
  startRelay();
  startLogReads();
  return {
    says: async (profileId, events, streamId = bareId(profileId)) => {
      const context = { actor: 'operator:test', correlationId: systemRuntime.ids.next() };
      const stream = { profileId, type: service, id: streamId };
      await store.append([{ stream, expectedVersion: 'any', events: [events].flat(), context }]);
    },
    close,
  };
}
