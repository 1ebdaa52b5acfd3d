import { positiveUsdSchema, reservationIdSchema } from '@clipcast/contracts';
import { formatUsd, parseUsd, prefixed, type Ids } from '@clipcast/kernel';
import { z } from 'zod';
import { isOwnId, OWN_ID_DETAIL, ownId } from '../own-ids.ts';
import type { WantedReservation } from './open-reservations/open-reservations.ts';
import { reservationClasses } from './reservation-view.ts';
import { UsageInput } from './usage-input.ts';

const TTL_SECONDS = 900;
const TTL_SECONDS_MAX = 86_400;

/** Money to be set aside, as a request asks for it. */
export const NewReservation = z
  .strictObject({
    id: reservationIdSchema
      .refine((id) => !isOwnId(id), OWN_ID_DETAIL)
      .optional()
      .meta({
        description:
          'Your own id for it, `rsv_` and a UUID. The same again with the same fields gets the first answer, so a repetition needs no header.',
      }),
    amountUsd: positiveUsdSchema.optional(),
    usage: UsageInput.optional().meta({
      description:
        'The most that will be used; the amount follows from its price, which stays the same until it is settled.',
    }),
    purpose: z
      .string()
      .min(1)
      .max(200)
      .meta({ examples: ['narration of clip 7'] }),
    ttlSeconds: z
      .int()
      .min(1)
      .max(TTL_SECONDS_MAX)
      .optional()
      .meta({
        description: `After so many seconds a soft one no longer counts; ${TTL_SECONDS} unless given.`,
      }),
    class: z.enum(reservationClasses).default('soft').meta({
      description: 'A hard one has no time limit; it ends only by being settled or released.',
    }),
  })
  .refine(({ amountUsd, usage }) => (amountUsd === undefined) !== (usage === undefined), {
    path: ['amountUsd'],
    message: 'give either an amount or a usage, not both and not neither',
  })
  .refine((asked) => asked.class === 'soft' || asked.ttlSeconds === undefined, {
    path: ['ttlSeconds'],
    message: 'is for soft reservations; a hard one has no time limit',
  })
  .meta({ id: 'NewReservation' });

/** What a request asks for, with an id for whoever brought none. */
export function wantedReservation(asked: z.output<typeof NewReservation>, ids: Ids): WantedReservation {
  const { id, amountUsd, usage, purpose, ttlSeconds = TTL_SECONDS } = asked;
  return {
    // In a form that nobody may bring: an id that was made here opens nothing a second time.
    reservationId: id ?? prefixed('rsv', ownId(ids.next())),
    isOwnId: id !== undefined,
    amountUsd: amountUsd === undefined ? null : formatUsd(parseUsd(amountUsd)),
    usage: usage ?? null,
    purpose,
    ttlSeconds: asked.class === 'hard' ? null : ttlSeconds,
  };
}
