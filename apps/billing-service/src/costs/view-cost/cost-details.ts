import { z } from 'zod';
import { CostView } from '../cost-view.ts';

/** An entry with everything that leads on from it. */
export const CostDetails = z
  .object({
    ...CostView.shape,
    publicationId: z.string().nullable(),
    job: z.string().nullable(),
    event: z
      .object({ id: z.string(), position: z.string(), recordedAt: z.string() })
      .meta({ description: 'The fact in the log that booked it.' }),
    traceId: z.string().nullable().meta({ description: 'Of the request or message that booked it.' }),
    corrections: z.array(CostView).meta({ description: 'Entries that correct it, the oldest first.' }),
    correctedAmountUsd: z.string().meta({ description: 'Its amount with all of its corrections.' }),
  })
  .meta({ id: 'CostDetails' });
export type CostDetails = z.output<typeof CostDetails>;
