import type { Deciders } from '@clipcast/event-store';
import { bareId, type ClipId, type ProfileId } from '@clipcast/kernel';
import { MediaMissingError, type MediaStore } from '@clipcast/media-store';
import { clip, readyClip } from './clip.ts';

/**
 * The video of a clip that a publication has begun with, as a file on this machine. The clip may have been removed since:
 * its file stays until the publication is settled.
 * @throws {DomainError} `clip_not_found`, `clip_not_ready`, `media_dropped`, `media_store_unavailable`;
 * {MediaMissingError} when the file should be there and is not.
 */
export async function clipFile(
  deciders: Deciders,
  store: MediaStore,
  profileId: ProfileId,
  clipId: ClipId,
): Promise<{ readonly sha256: string; readonly bytes: number; readonly path: string }> {
  const { state } = await deciders.read(clip, { profileId, id: bareId(clipId) });
  const { sha256, bytes } = 'media' in state && state.media ? state.media : readyClip(state);
  try {
    return { sha256, bytes, path: await store.localCopy({ profileId, sha256, kind: 'video' }) };
  } catch (error) {
    // What the clip itself says about its video is the better answer, if it says anything.
    if (error instanceof MediaMissingError) readyClip(state);
    throw error;
  }
}
