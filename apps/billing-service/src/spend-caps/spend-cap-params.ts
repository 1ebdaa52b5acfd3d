import { accessKeyIdSchema, profileIdSchema } from '@clipcast/contracts';
import { z } from 'zod';

/** The path parameters of a spend cap. */
export const SpendCapParams = z.strictObject({ profileId: profileIdSchema, accessKeyId: accessKeyIdSchema });
export type SpendCapParams = z.output<typeof SpendCapParams>;
