import type { Service } from '@clipcast/contracts';
import type { DomainEvent } from '@clipcast/event-store';
import { bareId, systemRuntime, type ProfileId, type Uuid } from '@clipcast/kernel';
import { testService } from './test-service.ts';

/** Another service, as far as the one under test can tell: a log of its own whose public facts come over NATS. */
export interface Neighbour {
  /** Records facts about a profile, in the profile's own stream unless another is named. */
  says(profileId: ProfileId, events: DomainEvent | readonly DomainEvent[], streamId?: Uuid): Promise<void>;
  /** What it says meanwhile does not come over NATS; its log still answers who asks for it. */
  whileSilent<T>(work: () => Promise<T>): Promise<T>;
  /** Meanwhile its log answers nobody. */
  whileUnreachable<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Starts a neighbour with a fresh database and a relay. */
export async function neighbour(service: Service, natsUrl: string): Promise<Neighbour> {
  const { store, startRelay, startLogReads, close } = await testService(service, natsUrl);
  const stopped = (start: () => () => Promise<void>) => {
    let stop = start();
    return async <T>(work: () => Promise<T>): Promise<T> => {
      await stop();
      try {
        return await work();
      } finally {
        stop = start();
      }
    };
  };
  return {
    whileSilent: stopped(() => startRelay()),
    whileUnreachable: stopped(() => startLogReads()),
    says: async (profileId, events, streamId = bareId(profileId)) => {
      const context = { actor: 'operator:test', correlationId: systemRuntime.ids.next() };
      const stream = { profileId, type: service, id: streamId };
      await store.append([{ stream, expectedVersion: 'any', events: [events].flat(), context }]);
    },
    close,
  };
}
