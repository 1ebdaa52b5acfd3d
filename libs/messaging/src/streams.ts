import type { Service } from '@clipcast/contracts';
import {
  DiscardPolicy,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';

const DUPLICATE_WINDOW_NS = 120 * 1_000_000_000;
const NOT_FOUND = 404;

/** The JetStream stream of a service's public events (design, section 5). */
export const streamOf = (service: Service): string => service.toUpperCase();

/** The subject of an event; it holds no ids, because every subject costs the server memory. */
export const subjectOf = (service: Service, type: string): string => `clipcast.${service}.${type}`;

/** Where a replica says that it has appended; outside every stream, and nobody minds when it gets lost. */
export const wakeSubjectOf = (service: Service): string => `clipcast-wake.${service}`;

/** The stream's description, or undefined when it does not exist. */
export async function findStream(jsm: JetStreamManager, service: Service): Promise<StreamInfo | undefined> {
  try {
    return await jsm.streams.info(streamOf(service));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Makes the stream when it is missing. An existing one is left as its operator set it. */
export async function ensureStream(
  nats: NatsConnection,
  service: Service,
  replicas: number,
): Promise<StreamInfo> {
  const jsm = await jetstreamManager(nats);
  const existing = await findStream(jsm, service);
  if (existing) return existing;
  return jsm.streams.add({
    name: streamOf(service),
    subjects: [subjectOf(service, '*')],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    num_replicas: replicas,
    duplicate_window: DUPLICATE_WINDOW_NS,
    deny_delete: true,
  });
}

export const isNotFound = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && error.status === NOT_FOUND;

/** Takes the stream away; its service's relay makes it anew and fills it from the log. One that is not there is fine. */
export async function deleteStream(nats: NatsConnection, service: Service): Promise<void> {
  const jsm = await jetstreamManager(nats);
  await jsm.streams.delete(streamOf(service)).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
}
