import { profileIdSchema, reservationIdSchema } from '@clipcast/contracts';
import { z } from 'zod';

/** The path parameters of everything below a reservation. */
export const ReservationParams = z.strictObject({
  profileId: profileIdSchema,
  reservationId: reservationIdSchema,
});
export type ReservationParams = z.output<typeof ReservationParams>;
