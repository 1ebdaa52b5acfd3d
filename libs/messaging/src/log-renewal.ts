import type { EventStore } from '@clipcast/event-store';
import { DomainError, type Timers, type Uuid } from '@clipcast/kernel';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsLink } from './nats-link.ts';
import { deleteStream, streamOf } from './streams.ts';

const CONNECT_MS_MAX = 5_000;

/** The new life of a log. */
export interface RenewedLog {
  readonly epoch: Uuid;
  /** The stream that was deleted; the relay fills it again. */
  readonly stream: string;
}

/**
 * Begins a new epoch of a log whose database was put back, and deletes its stream, so that the relay fills it anew. Those
 * who follow it halt until somebody decides for each of them. Asking again begins another epoch, which changes nothing else.
 * @throws {DomainError} `nats_unavailable`: before anything was done, or with a new epoch and the stream still there, about
 * which the relay complains until this is asked again.
 */
export async function renewLog(store: EventStore, link: NatsLink, timers: Timers): Promise<RenewedLog> {
  const stream = streamOf(store.service);
  const away = (what: string) => (cause: unknown) => {
    throw new DomainError(
      'nats_unavailable',
      'unavailable',
      `JetStream does not answer; ${what}`,
      {},
      { cause },
    );
  };
  const nats = await link.connection(timers.deadline(CONNECT_MS_MAX)).catch(away('nothing was changed.'));
  await jetstreamManager(nats).catch(away('nothing was changed.'));
  // The other way round, the relay would fill the new stream under the old epoch.
  const epoch = await store.renewEpoch();
  await deleteStream(nats, store.service).catch(
    away(`the epoch is new, and ${stream} still holds the one before. Ask again.`),
  );
  return { epoch, stream };
}
