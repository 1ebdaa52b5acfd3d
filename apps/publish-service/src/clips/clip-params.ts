import { clipIdSchema, profileIdSchema } from '@clipcast/contracts';
import { z } from 'zod';

/** The path parameters of everything about one clip. */
export const ClipParams = z.strictObject({ profileId: profileIdSchema, clipId: clipIdSchema });
export type ClipParams = z.output<typeof ClipParams>;
