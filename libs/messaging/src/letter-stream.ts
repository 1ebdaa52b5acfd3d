import { bareId, type Uuid } from '@clipcast/kernel';
import type { PublicEvent } from './envelope.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The columns that name an event's stream. */
export interface LetterStream {
  readonly profile_id: Uuid;
  readonly stream_id: Uuid;
}

/** Ids of a malformed message may be anything; what is not a UUID is filed under nobody. */
const uuidOr = (text: string): Uuid => (UUID.test(text) ? text : NOBODY);

export const streamOfLetter = (event: PublicEvent): LetterStream => ({
  profile_id: uuidOr(bareId(event.profileId)),
  stream_id: uuidOr(event.streamId),
});

/** A stream as one text, for sets and maps. */
export const streamKey = ({ profile_id: profileId, stream_id: streamId }: LetterStream): string =>
  `${profileId} ${streamId}`;

/** The same for an event, without doubting its ids: events of one stream have one key. */
export const laneOf = ({ profileId, streamId }: PublicEvent): string => `${profileId} ${streamId}`;
