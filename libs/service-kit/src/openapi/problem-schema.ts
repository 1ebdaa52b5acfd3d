import { z } from 'zod';

/** How the document describes a problem; the code that writes them is in `http/`. */
export const problemSchema = z
  .looseObject({
    type: z.string().meta({ description: 'urn:clipcast:problem:<code>' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string().meta({ description: 'Stable, for programs.' }),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    traceId: z.string().optional(),
    retryable: z.boolean(),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457).' });
