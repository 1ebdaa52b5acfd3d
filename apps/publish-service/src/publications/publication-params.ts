import { profileIdSchema, publicationIdSchema } from '@clipcast/contracts';
import { z } from 'zod';

/** The path parameters of everything below a publication. */
export const PublicationParams = z.strictObject({
  profileId: profileIdSchema,
  publicationId: publicationIdSchema,
});
export type PublicationParams = z.output<typeof PublicationParams>;
