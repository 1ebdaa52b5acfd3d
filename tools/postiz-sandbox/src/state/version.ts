import { z } from 'zod';

/** Which Postiz is played: the newest source (`head`) or v2.11.3, the last one before Temporal (`2.11`). */
export const VersionSchema = z.enum(['head', '2.11']);
export type Version = z.infer<typeof VersionSchema>;
