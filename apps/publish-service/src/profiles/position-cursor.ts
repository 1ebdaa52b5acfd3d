import { z } from 'zod';

/** Where a list goes on: behind a position in the log. */
export const positionCursor = z.string().regex(/^\d{1,18}$/);
