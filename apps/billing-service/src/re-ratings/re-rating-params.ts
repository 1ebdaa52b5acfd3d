import { reRatingIdSchema } from '@clipcast/contracts';
import { z } from 'zod';

/** The path parameters of everything below a re-rating. */
export const ReRatingParams = z.strictObject({ reRatingId: reRatingIdSchema });
export type ReRatingParams = z.output<typeof ReRatingParams>;
