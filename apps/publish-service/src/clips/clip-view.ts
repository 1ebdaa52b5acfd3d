import type { ProfileId } from '@clipcast/kernel';
import { z } from 'zod';
import type { PublicPath } from '../publications/public-path.ts';
import type { ExistingClip } from './clip.ts';

export const clipStatuses = ['rendering', 'ready'] as const;

/** A clip as the API shows it. */
export const ClipView = z
  .object({
    id: z.string(),
    projectId: z
      .string()
      .nullable()
      .meta({ description: 'The editing project it came from; means nothing to Clipcast.' }),
    title: z.string(),
    status: z
      .enum(clipStatuses)
      .meta({ description: 'A clip that is still rendering has no media and cannot be published yet.' }),
    media: z.enum(['none', 'stored', 'dropped']).meta({
      description: 'Dropped: the video is no longer kept, because it was published long ago.',
    }),
    fileName: z.string().nullable(),
    sha256: z.string().nullable(),
    bytes: z.int().nullable(),
    durationMs: z.int().nullable(),
    thumbnail: z.string().nullable().meta({ description: 'Where its picture is; null when there is none.' }),
    registeredAt: z.string(),
  })
  .meta({ id: 'Clip' });
export type ClipView = z.output<typeof ClipView>;

/** Whose clip is shown, and since when it is there. */
export interface ShownClip {
  readonly profileId: ProfileId;
  readonly clip: ExistingClip;
  readonly registeredAt: Date;
}

export const clipView = ({ profileId, clip, registeredAt }: ShownClip, paths: PublicPath): ClipView => {
  const { clipId, projectId, title } = clip.described;
  const media = clip.status === 'rendering' ? undefined : clip.media;
  const hasThumbnail = clip.status === 'ready' && clip.media.hasThumbnail;
  return {
    id: clipId,
    projectId,
    title,
    status: clip.status === 'rendering' ? 'rendering' : 'ready',
    media: MEDIA[clip.status],
    fileName: media?.fileName ?? null,
    sha256: media?.sha256 ?? null,
    bytes: media?.bytes ?? null,
    durationMs: media?.durationMs ?? null,
    thumbnail: hasThumbnail ? paths.of(`/v1/profiles/${profileId}/clips/${clipId}/thumbnail`) : null,
    registeredAt: registeredAt.toISOString(),
  };
};

const MEDIA = { rendering: 'none', ready: 'stored', dropped: 'dropped' } as const;

/** A clip as it is shown, with its version. */
export type VersionedClip = {
  readonly resource: ClipView;
  readonly version: number;
};
