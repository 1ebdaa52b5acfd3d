import { DomainError, prefixedIdPattern, type ProfileId } from '@clipcast/kernel';
import type { LetterScope } from '@clipcast/messaging';
import { z } from 'zod';

/** Which dead letters are meant, as a request names them: `{id}`, `{subscription, profileId, streamId}` or `{subscription}`. */
export const letterScopeFields = {
  id: z.uuid().optional().meta({ description: 'One dead letter; alone.' }),
  subscription: z.string().min(1).max(100).optional().meta({ description: 'All that it has parked.' }),
  profileId: z
    .string()
    .regex(prefixedIdPattern('prf'))
    .optional()
    .meta({ description: 'Together with `subscription` and `streamId`: one parked stream.' }),
  streamId: z.uuid().optional(),
};

type LetterScopeInput = z.output<z.ZodObject<typeof letterScopeFields>>;

/** @throws {DomainError} `invalid_request` unless the fields name one thing. */
export function letterScopeOf({ id, subscription, profileId, streamId }: LetterScopeInput): LetterScope {
  const others = [subscription, profileId, streamId].some((field) => field !== undefined);
  if (id !== undefined && !others) return { id };
  if (id === undefined && subscription !== undefined) {
    if (profileId === undefined && streamId === undefined) return { subscription };
    if (profileId !== undefined && streamId !== undefined)
      return { subscription, profileId: profileId as ProfileId, streamId };
  }
  const text =
    'Name one dead letter by "id", or one stream by "subscription", "profileId" and "streamId", or all of a ' +
    '"subscription".';
  throw new DomainError('invalid_request', 'invalid', text, { errors: [{ pointer: '', detail: text }] });
}
