import { appliedPriceSchema } from '@clipcast/contracts';
import { z } from 'zod';
import { UsageInput } from './usage-input.ts';

const month = z
  .string()
  .meta({ description: 'The budget in which it counts, also when it is settled later.' });

/** What was granted, as the one who asked is told. */
export const OpenedReservation = z
  .object({
    id: z.string(),
    month,
    amountUsd: z.string(),
    remainingUsd: z.string().nullable().meta({ description: 'What is left after it; null without a limit.' }),
    expiresAt: z.string().nullable().meta({ description: 'Null for a hard one.' }),
    groupId: z.string().nullable().meta({ description: 'The first of those that were granted together.' }),
    warning: z.string().optional().meta({ description: 'Why there may be nothing next time.' }),
  })
  .meta({ id: 'OpenedReservation' });
export type OpenedReservation = z.output<typeof OpenedReservation>;

/** A reservation that no longer expires. */
export const HardenedReservation = z
  .object({
    id: z.string(),
    month,
    status: z.literal('open'),
    class: z.literal('hard'),
    amountUsd: z.string(),
    wasHard: z.boolean().meta({
      description:
        'Whether it was hard already: then another attempt may have made the call. With an Idempotency-Key a repetition gets the first answer.',
    }),
  })
  .meta({ id: 'HardenedReservation' });
export type HardenedReservation = z.output<typeof HardenedReservation>;

/** What a reservation was settled with. */
export const SettledReservation = z
  .object({
    id: z.string(),
    month,
    status: z.literal('settled'),
    heldUsd: z.string(),
    spentUsd: z.string(),
    overrunUsd: z.string().meta({ description: 'How much more than was held; "0.000000" as a rule.' }),
    costId: z.string().meta({ description: 'Its entry in the ledger.' }),
  })
  .meta({ id: 'SettledReservation' });
export type SettledReservation = z.output<typeof SettledReservation>;

/** A reservation of which nothing was spent. */
export const ReleasedReservation = z
  .object({ id: z.string(), month, status: z.literal('released'), heldUsd: z.string() })
  .meta({ id: 'ReleasedReservation' });
export type ReleasedReservation = z.output<typeof ReleasedReservation>;

export const reservationStatuses = ['open', 'settled', 'released', 'expired'] as const;
export type ReservationStatus = (typeof reservationStatuses)[number];
export const reservationClasses = ['soft', 'hard'] as const;
export type ReservationClass = (typeof reservationClasses)[number];

/** A reservation as the API shows it. */
export const ReservationView = z
  .object({
    id: z.string(),
    profileId: z.string(),
    month,
    status: z.enum(reservationStatuses),
    class: z.enum(reservationClasses).meta({ description: 'A soft one expires, a hard one does not.' }),
    amountUsd: z.string().meta({ description: 'What was set aside.' }),
    spentUsd: z.string().nullable().meta({ description: 'What it was settled with.' }),
    overrunUsd: z.string().nullable().meta({ description: 'How much more than was set aside.' }),
    costId: z.string().nullable().meta({ description: 'The cost entry that settled it.' }),
    purpose: z.string(),
    usage: UsageInput.nullable().meta({ description: 'What it was rated from.' }),
    price: appliedPriceSchema.nullable().meta({ description: 'The price that was frozen with it.' }),
    groupId: z.string().nullable(),
    accessKeyId: z.string().nullable().meta({ description: 'The access key that opened it.' }),
    openedAt: z.string(),
    ageSeconds: z.int().meta({ description: 'For how long it has been open, or was.' }),
    expiresAt: z.string().nullable(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: 'Reservation' });
export type ReservationView = z.output<typeof ReservationView>;
