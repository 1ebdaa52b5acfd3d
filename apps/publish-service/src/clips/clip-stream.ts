import { replay, type Deciders, type EventStore } from '@clipcast/event-store';
import { bareId, type ClipId, type ProfileId } from '@clipcast/kernel';
import { clip, existingClip, readyClip } from './clip.ts';

/**
 * A profile's clip, ready to be published.
 * @throws {DomainError} `clip_not_found`, `clip_not_ready`, `media_dropped`
 */
export async function requireClip(deciders: Deciders, profileId: ProfileId, clipId: ClipId) {
  const { state } = await deciders.read(clip, { profileId, id: bareId(clipId) });
  return readyClip(state);
}

/** A profile's clip with what its facts say about when. @throws {DomainError} `clip_not_found` */
export async function readClip(store: EventStore, profileId: ProfileId, clipId: ClipId) {
  const events = await store.readStream({ profileId, type: clip.streamType, id: bareId(clipId) });
  const existing = existingClip(replay(clip, events));
  return { clip: existing, version: events.length, registeredAt: events[0]?.recordedAt ?? new Date(0) };
}
