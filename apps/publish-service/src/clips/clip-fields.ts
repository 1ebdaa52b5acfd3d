import { z } from 'zod';

/** What people say about a clip. */
export const clipTitle = z.string().trim().min(1).max(200);
export const clipProjectId = z.string().trim().min(1).max(200);
