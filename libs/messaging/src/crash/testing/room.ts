import type { profileRegistered, profileRenamed, EventOf } from '@clipcast/contracts';
import type { Aggregate, Command, DomainEvent } from '@clipcast/event-store';
import { derivedId, DomainError, prefixed, type ProfileId, type Uuid } from '@clipcast/kernel';

/**
 * A room with a limit, told with two public facts of the profile service, because those are what travels: somebody came in
 * (registered) or went out (renamed). Some visits also leave a private note, so that positions and public numbers differ.
 */
type RoomEvent =
  EventOf<typeof profileRegistered> | EventOf<typeof profileRenamed> | DomainEvent<'VisitNoted', object>;

interface RoomState {
  readonly inside: number;
}

/** What a visit is answered: the version after it, and who is inside. */
export interface VisitReply {
  readonly version: number;
  readonly inside: number;
  readonly [name: string]: number;
}

export const INSIDE_MAX = 10;
const HOT_ROOMS = 3;
const profile: ProfileId = prefixed('prf', derivedId('crash', 'profile'));

const room: Aggregate<RoomState, RoomEvent> = {
  streamType: 'profile',
  initialState: { inside: 0 },
  eventTypes: { ProfileRegistered: true, ProfileRenamed: true, VisitNoted: true },
  evolve: ({ inside }, { type }) => {
    switch (type) {
      case 'ProfileRegistered':
        return { inside: inside + 1 };
      case 'ProfileRenamed':
        return { inside: inside - 1 };
      case 'VisitNoted':
        return { inside };
    }
  },
  snapshots: {
    format: 1,
    save: ({ inside }) => inside,
    load: (saved) => ({ inside: Number(saved) }),
  },
};

/** The id under which a writer's command happens once. */
export const visitId = (writer: string, number: number): Uuid => derivedId('visit', writer, String(number));

/** A writer's command with this number: always the same one, whoever hands it over and however often. */
export function visit(writer: string, number: number): Command<RoomState, RoomEvent, VisitReply> {
  const commandId = visitId(writer, number);
  const alone = number % 4 === 0;
  const comesIn = alone || number % 5 < 3;
  const name = `${writer}-${number}`;
  const data = { name, slug: name };
  const id = alone ? derivedId('room', name) : derivedId('room', String(number % HOT_ROOMS));
  return {
    aggregate: room,
    target: { profileId: profile, id },
    context: { actor: 'operator:crash', correlationId: commandId, idempotency: { commandId } },
    decide: ({ inside }) => {
      if (comesIn ? inside >= INSIDE_MAX : inside <= 0)
        throw new DomainError(comesIn ? 'full' : 'empty', 'conflict', 'There is no such place left.');
      const moved = { type: comesIn ? 'ProfileRegistered' : 'ProfileRenamed', data } as const;
      return number % 7 === 0 ? [moved, { type: 'VisitNoted', data: {} }] : [moved];
    },
    reply: ({ inside }, version) => ({ version, inside }),
  };
}
