import type { ClipRegistered } from '@clipcast/contracts';
import { z } from 'zod';

/** A clip as the API shows it. */
export const ClipView = z
  .object({
    id: z.string(),
    projectId: z
      .string()
      .nullable()
      .meta({ description: 'The editing project it came from; means nothing to Clipcast.' }),
    title: z.string(),
    fileName: z.string(),
    sha256: z.string(),
    bytes: z.int(),
    durationMs: z.int().nullable(),
    status: z.string(),
    registeredAt: z.string(),
  })
  .meta({ id: 'Clip' });
export type ClipView = z.output<typeof ClipView>;

export const clipView = ({ clipId: id, ...clip }: ClipRegistered['data'], registeredAt: Date): ClipView => ({
  id,
  ...clip,
  registeredAt: registeredAt.toISOString(),
});
