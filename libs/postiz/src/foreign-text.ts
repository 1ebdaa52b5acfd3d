import { z } from 'zod';

const NAME_CHARACTERS_MAX = 200;
const ID_CHARACTERS_MAX = 200;
/** Control characters and halves of surrogate pairs, which neither a screen nor PostgreSQL takes. */
const UNFIT = /[\p{Cc}\p{Cs}]/gu;

/** An id from a tenant's Postiz. It is used as it came or not at all, so an odd one is refused. */
export const ForeignId = boundedText(ID_CHARACTERS_MAX);

/** Text of at least one and at most `max` characters, all of them fit to be stored. */
export function boundedText(max: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
}

/** A name from a tenant's Postiz, for people: cut to 200 characters and without what cannot be stored. */
export const foreignName = (text: string): string =>
  // Cutting may split a pair of surrogates.
  text.replace(UNFIT, '').slice(0, NAME_CHARACTERS_MAX).replace(UNFIT, '');
