import { z } from 'zod';

/**
 * Which Postiz is played: `head` is the newest source, the others are tags. `2.11` is v2.11.3, the last one before
 * Temporal; between them are the tags at which something changed that a client notices.
 */
export const VersionSchema = z.enum(['head', '2.23', '2.21.7', '2.19', '2.18', '2.11']);
export type Version = z.infer<typeof VersionSchema>;
