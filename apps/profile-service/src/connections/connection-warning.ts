import { z } from 'zod';
import type { ConnectionTrouble } from './connection-trouble.ts';

/** Something about a connection that a person should look at. Nothing is refused because of it. */
export const Warning = z
  .object({
    code: z.enum(['postiz_organisation_shared', 'postiz_not_confirmed']),
    detail: z.string().meta({ description: 'What is odd and what to do, in words.' }),
    reason: z.string().optional().meta({
      description:
        'Why Postiz could not be asked, as a test of the connection says it: `wrong_key`, `timeout` …',
    }),
    profiles: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .optional()
      .meta({ description: 'Whom it is about besides this profile, the first 20; only operators are told.' }),
  })
  .meta({ id: 'Warning' });
export type Warning = z.output<typeof Warning>;

/** Another profile as a warning names it. */
type Named = NonNullable<Warning['profiles']>[number];

const SHARED =
  'The Postiz organisation behind this connection is also connected to another profile, so both publish to the same accounts. If that is not meant, one of them has the API key of the other: connect it again with its own.';

/** Warns of the profiles that share an organisation; to a profile's own key it does not tell who the others are. */
export function sharedOrganisation(others: readonly Named[], isToldWho: boolean): Warning[] {
  if (others.length === 0) return [];
  const warning = { code: 'postiz_organisation_shared', detail: SHARED } as const;
  return [isToldWho ? { ...warning, profiles: [...others] } : warning];
}

const UNSEEN =
  'No account has been seen behind this connection yet: its Postiz has none, was away, or refuses the key. POST …/postiz/test says which.';

/** Warns of a connection that nothing was seen behind; `trouble` says why, where Postiz was asked a moment ago. */
export const notConfirmed = (trouble?: ConnectionTrouble): Warning =>
  trouble
    ? {
        code: 'postiz_not_confirmed',
        reason: trouble.reason,
        detail: `The connection is stored, but it could not be confirmed. ${trouble.message}`,
      }
    : { code: 'postiz_not_confirmed', detail: UNSEEN };
