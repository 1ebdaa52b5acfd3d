import { z } from 'zod';
import { Warning } from '../connection-warning.ts';

/** What came of testing a connection. */
export const TestResult = z
  .object({
    ok: z.boolean(),
    latencyMs: z.int().meta({ description: 'How long Postiz took to list its accounts.' }),
    integrations: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        provider: z.string(),
        profile: z.string().nullable(),
        disabled: z.boolean(),
      }),
    ),
    reason: z
      .string()
      .optional()
      .meta({ description: 'A stable word for what is wrong, when it is not ok.' }),
    message: z.string().optional().meta({ description: 'What is wrong and what to do, in words.' }),
    warnings: z
      .array(Warning)
      .meta({ description: 'What is odd about a connection that works, or would be if it were set.' }),
  })
  .meta({ id: 'ConnectionTest' });
export type TestResult = z.output<typeof TestResult>;
