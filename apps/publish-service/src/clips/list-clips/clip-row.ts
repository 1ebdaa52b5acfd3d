import type { ClipMedia } from '@clipcast/contracts';
import type { ClipId } from '@clipcast/kernel';
import type { ExistingClip } from '../clip.ts';

/** The columns of a clip's row that its state is in. */
export interface ClipColumns {
  readonly project_id: string | null;
  readonly title: string;
  readonly status: ExistingClip['status'];
  readonly media: ClipMedia | null;
}

/** The clip that a row holds. */
export function clipInRow(row: ClipColumns & { readonly clip_id: ClipId }): ExistingClip {
  const { clip_id: clipId, project_id: projectId, title, status, media } = row;
  const described = { clipId, projectId, title };
  if (status === 'rendering' || !media) return { status: 'rendering', described };
  return { status, described, media };
}
