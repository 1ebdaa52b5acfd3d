import type { Service } from '@clipcast/contracts';
import type { Uuid } from '@clipcast/kernel';
import {
  RetentionPolicy,
  type JetStreamManager,
  type MsgRequest,
  type StoredMsg,
  type StreamConfig,
  type StreamInfo,
  type StreamState,
} from '@nats-io/jetstream';
import { EVENT_ID, MalformedMessageError, numberOf } from '../envelope.ts';
import { streamOf } from '../streams.ts';

/** The event that a stream holds last, by the stream's own word. */
export interface LastEvent {
  readonly sequence: number;
  readonly number: bigint;
  readonly epoch: Uuid;
  readonly id: Uuid;
}

/**
 * The last event of a service's stream, as far as `info` knows the stream; undefined when it is empty.
 * @throws {MalformedMessageError} when the last message is none of ours.
 */
export async function lastEvent(
  jsm: JetStreamManager,
  service: Service,
  { state }: StreamInfo,
): Promise<LastEvent | undefined> {
  if (state.messages === 0) return undefined;
  const ask = (query: MsgRequest) => jsm.streams.getMessage(streamOf(service), query);
  const last = (await ask({ seq: state.last_seq })) ?? (await lastKept(ask, state));
  return last ? eventIn(last, streamOf(service)) : undefined;
}

/** What somebody else's message is good for, and whether it may go, no relay can know. */
function eventIn({ seq, header }: StoredMsg, stream: string): LastEvent {
  try {
    return { sequence: seq, id: header.get(EVENT_ID), ...numberOf(header) };
  } catch (cause) {
    throw new MalformedMessageError(
      `${stream} ends with a message of somebody else, at sequence ${seq}. Nothing is published behind it: find out who ` +
        `publishes there, and remove it, or purge the stream; it is filled again from the log.`,
      { cause },
    );
  }
}

/** Where the last messages were removed, their sequences stay behind; what stands before them is found by halves. */
async function lastKept(
  ask: (query: MsgRequest) => Promise<StoredMsg | null>,
  { first_seq: first, last_seq: last }: StreamState,
): Promise<StoredMsg | null> {
  let found: StoredMsg | null = null;
  for (let [from, to] = [first, last]; from <= to;) {
    const middle = Math.floor((from + to) / 2);
    // The first at or after it; the server takes this also where the client's types know it for direct gets only.
    const query = { seq: middle, next_by_subj: '>' };
    const next = await ask(query);
    if (next) [found, from] = [next, next.seq + 1];
    else to = middle - 1;
  }
  return found;
}

/** What changes when a stream loses events in any other way than its limits allow. */
export interface StreamShape {
  /** When the stream was made: another time means another stream. */
  readonly created: string;
  readonly firstSequence: number;
  readonly deleted: number;
  readonly limited: boolean;
}

export const shapeOf = ({ created, config, state }: StreamInfo): StreamShape => ({
  created,
  firstSequence: state.messages === 0 ? state.last_seq + 1 : state.first_seq,
  deleted: state.num_deleted,
  limited: isLimited(config),
});

/** A stream whose operator lets it forget is not expected to hold everything. */
export const isSameShape = (one: StreamShape, other: StreamShape): boolean =>
  one.created === other.created &&
  (other.limited || (one.firstSequence === other.firstSequence && one.deleted === other.deleted));

const isLimited = (config: StreamConfig): boolean =>
  config.retention !== RetentionPolicy.Limits ||
  [config.max_age, config.max_bytes, config.max_msgs, config.max_msgs_per_subject].some((limit) => limit > 0);
