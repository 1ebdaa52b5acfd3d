import { prefixedIdPattern, usdPattern, type IdKind, type PrefixedId } from '@clipcast/kernel';
import { z } from 'zod';

const prefixedId = <K extends IdKind>(kind: K, what: string) =>
  // A regex alone, and no template literal: only so does the published schema tell the exact form.
  z.string().regex(prefixedIdPattern(kind), `is no ${what} id`) as z.ZodType<string, string> as z.ZodType<
    PrefixedId<K>,
    PrefixedId<K>
  >;

export const profileIdSchema = prefixedId('prf', 'profile');
export const clipIdSchema = prefixedId('clp', 'clip');
export const publicationIdSchema = prefixedId('pub', 'publication');
export const costIdSchema = prefixedId('cst', 'cost');
export const accessKeyIdSchema = prefixedId('key', 'access key');
export const reservationIdSchema = prefixedId('rsv', 'reservation');
export const reRatingIdSchema = prefixedId('rrt', 're-rating');

/** A decimal amount in USD as text, up to six decimals (design, section 3). */
export const usdSchema = z
  .string()
  .regex(usdPattern, 'is no decimal amount with at most six decimals')
  .meta({
    examples: ['12.340000'],
  });

/** A decimal amount in USD that is not negative. */
export const positiveUsdSchema = usdSchema.regex(/^(?!-)/, 'must not be negative');

/** A calendar month, UTC. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is no month of the form YYYY-MM');

/** An instant, RFC 3339. */
export const instantSchema = z.iso.datetime({ offset: true });

/** A quantity that was used: a decimal as text, so that nothing is rounded on the way. */
export const quantitySchema = z.string().regex(/^\d{1,15}(\.\d{1,9})?$/, 'is no decimal quantity');

/** A price of one unit, or of `per` units: finer than an amount, for a token costs less than a micro-dollar. */
export const unitPriceSchema = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,12})?$/, 'is no decimal price with at most twelve decimals')
  .meta({ examples: ['0.30'] });

/** SHA-256 of a content, in hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
