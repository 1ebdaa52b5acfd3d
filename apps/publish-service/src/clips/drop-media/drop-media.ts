import type { ClipMediaDropped, ClipState } from '../clip.ts';

/** Lets go of a clip's video; a clip that has none to let go of is left as it is. */
export function dropMedia(state: ClipState): ClipMediaDropped[] {
  if (state.status !== 'ready') return [];
  const { clipId } = state.described;
  return [{ type: 'ClipMediaDropped', data: { clipId, sha256: state.media.sha256 } }];
}
