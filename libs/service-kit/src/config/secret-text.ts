import { Secret } from '@clipcast/kernel';
import { z } from 'zod';

/** Text of at least `lengthMin` characters that becomes a `Secret` and is never shown in a problem. */
export const secretText = (lengthMin = 1) =>
  z
    .string()
    .min(lengthMin, `must have at least ${lengthMin} characters`)
    .transform((value) => new Secret(value));

/** A URL of one of the given protocols, as a `Secret` because it may carry a password. */
export const secretUrl = (...protocols: readonly string[]) =>
  z
    .string()
    .refine((value) => protocols.includes(URL.parse(value)?.protocol ?? ''), {
      error: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    })
    .transform((value) => new Secret(value));
