import { z } from 'zod';

/** Post ids become part of paths, so nothing that a path could stumble over is taken from an answer. */
export const PostId = z.string().regex(/^[\w-]{1,128}$/);
