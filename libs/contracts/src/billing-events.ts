import { z } from 'zod';
import { eventContract, nextVersion, type EventOf } from './event-contract.ts';
import {
  costIdSchema,
  instantSchema,
  monthSchema,
  positiveUsdSchema,
  quantitySchema,
  reservationIdSchema,
  unitPriceSchema,
  usdSchema,
} from './primitives.ts';
import { quotaEnforcements } from './profile-events.ts';

/** A month's standing after the event. */
const standing = {
  month: monthSchema,
  spentUsd: usdSchema,
  reservedUsd: usdSchema,
  limitUsd: positiveUsdSchema,
};

/** Something that is paid by quantity. */
const usage = {
  provider: z.string(),
  model: z.string(),
  quantity: quantitySchema,
  unit: z.string(),
};

/** The price by which a usage was rated, as it was then, so that the entry can be checked by itself. */
export const appliedPriceSchema = z.strictObject({
  /** Whose price book: everybody's, or the profile's own. */
  book: z.enum(['fleet', 'profile']),
  /** Of the book; every price that was ever set has one of its own. */
  version: z.int().positive(),
  unitPriceUsd: unitPriceSchema,
  /** So many units cost the unit price. */
  per: quantitySchema,
});

const recordedOnce = {
  ...standing,
  costId: costIdSchema,
  ...usage,
  amountUsd: usdSchema,
  incurredAt: instantSchema,
  source: z.record(z.string(), z.string()),
};

export const costRecorded = nextVersion(
  eventContract(
    'billing',
    'CostRecorded',
    z
      .strictObject(recordedOnce)
      .meta({ description: 'A cost was counted in the month in which it was incurred.' }),
  ),
  z
    .strictObject({
      ...recordedOnce,
      plan: z.string().nullable(),
      /** Null when the amount itself was reported. */
      price: appliedPriceSchema.nullable(),
      /** The entry that this one corrects; its amount is the difference. */
      corrects: costIdSchema.nullable(),
      /** The month in which it was incurred, when that month was closed and the cost is booked in this one. */
      appliesTo: monthSchema.nullable(),
      /** The reservation that was settled by it. */
      reservationId: reservationIdSchema.nullable(),
      /** Who reported it, when an access key did. */
      accessKeyId: z.string().nullable(),
    })
    .meta({ description: 'A cost was counted in the month in which it was incurred.' }),
  (first) => ({
    ...first,
    plan: null,
    price: null,
    corrects: null,
    appliesTo: null,
    reservationId: null,
    accessKeyId: null,
  }),
);

const quotaStandingOnce = { ...standing, enforcement: z.enum(quotaEnforcements) };
const quotaStanding = z.strictObject(quotaStandingOnce);

export const quotaWarningReached = nextVersion(
  eventContract(
    'billing',
    'QuotaWarningReached',
    quotaStanding.meta({ description: 'The warning threshold of the month was reached.' }),
  ),
  z
    .strictObject({ ...quotaStandingOnce, thresholdPercent: z.int().min(1).max(100) })
    .meta({ description: "A share of the month's limit was reached that somebody wants to know of." }),
  (first) => ({ ...first, thresholdPercent: 90 }),
);
export const quotaExhausted = eventContract(
  'billing',
  'QuotaExhausted',
  quotaStanding.meta({
    description: "Nothing is left of the month's limit; with hard enforcement, whoever spends must stop.",
  }),
);
export const quotaRestored = eventContract(
  'billing',
  'QuotaRestored',
  quotaStanding.meta({ description: 'There is room again: the limit was raised or lifted.' }),
);

const reservation = { ...standing, reservationId: reservationIdSchema };

export const reservationOpened = eventContract(
  'billing',
  'ReservationOpened',
  z
    .strictObject({
      ...reservation,
      amountUsd: positiveUsdSchema,
      purpose: z.string(),
      /** Null for a hard one, which ends only by being settled or released. */
      expiresAt: instantSchema.nullable(),
      /** What is to be used, when the amount was rated from it. */
      usage: z.strictObject({ ...usage, plan: z.string().nullable() }).nullable(),
      price: appliedPriceSchema.nullable(),
      /** Reservations with one group were granted together. */
      groupId: z.string().nullable(),
      accessKeyId: z.string().nullable(),
    })
    .meta({ description: 'Money was set aside before it is spent.' }),
);
export const reservationSettled = eventContract(
  'billing',
  'ReservationSettled',
  z
    .strictObject({
      ...reservation,
      /** What was spent; its cost entry has the id `costId`. */
      amountUsd: positiveUsdSchema,
      costId: costIdSchema,
      heldUsd: positiveUsdSchema,
      /** How much more than was held; "0.000000" as a rule. */
      overrunUsd: positiveUsdSchema,
    })
    .meta({ description: 'What was set aside was spent, and the rest is free again.' }),
);
export const reservationReleased = eventContract(
  'billing',
  'ReservationReleased',
  z
    .strictObject({ ...reservation, heldUsd: positiveUsdSchema })
    .meta({ description: 'What was set aside was not needed and is free again.' }),
);
export const reservationExpired = eventContract(
  'billing',
  'ReservationExpired',
  z
    .strictObject({ ...reservation, heldUsd: positiveUsdSchema, expiredAt: instantSchema })
    .meta({ description: 'What was set aside was not used in time and is free again.' }),
);

export type AppliedPrice = z.output<typeof appliedPriceSchema>;
export type CostRecorded = EventOf<typeof costRecorded>;
export type QuotaWarningReached = EventOf<typeof quotaWarningReached>;
export type QuotaExhausted = EventOf<typeof quotaExhausted>;
export type QuotaRestored = EventOf<typeof quotaRestored>;
export type ReservationOpened = EventOf<typeof reservationOpened>;
export type ReservationSettled = EventOf<typeof reservationSettled>;
export type ReservationReleased = EventOf<typeof reservationReleased>;
export type ReservationExpired = EventOf<typeof reservationExpired>;
