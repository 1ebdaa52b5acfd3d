import { profileIdSchema } from '@clipcast/contracts';
import { z } from 'zod';

/** The path parameters of everything below a profile. */
export const ProfileParams = z.strictObject({ profileId: profileIdSchema });
export type ProfileParams = z.output<typeof ProfileParams>;
