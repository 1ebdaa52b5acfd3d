import type { OrganisationSeen, ProfileState } from '../../profiles/profile.ts';

/** An organisation is recognised by so many of its accounts; whoever has more shows the first ones, in the order of ids. */
const ACCOUNTS_MAX = 500;

/** The accounts that were listed behind a version of a profile's connection. */
export interface SeenAccounts {
  readonly connectionVersion: number;
  readonly integrationIds: readonly string[];
}

/**
 * Accounts that were not seen before are a fact; so is nothing that was seen behind a connection that has changed since.
 * What was seen stays, also when it is no longer listed: accounts come and go, the organisation is the same.
 */
export function seeOrganisation(
  { connectionVersion, integrationIds }: SeenAccounts,
  state: ProfileState,
): OrganisationSeen[] {
  if (state.status === 'unknown') return [];
  const { connection } = state;
  if (connection.status === 'none' || connection.lastVersion !== connectionVersion) return [];
  return seenBehind(connectionVersion, connection.integrationIds, integrationIds);
}

/** The fact that accounts were seen behind a connection where `known` ones had been; none when there is no new one. */
export function seenBehind(
  connectionVersion: number,
  known: readonly string[],
  seen: readonly string[],
): OrganisationSeen[] {
  const fresh = inOrder(seen.filter((id) => !known.includes(id))).slice(
    0,
    Math.max(0, ACCOUNTS_MAX - known.length),
  );
  if (fresh.length === 0) return [];
  const integrationIds = inOrder([...known, ...fresh]);
  return [{ type: 'OrganisationSeen', data: { connectionVersion, integrationIds } }];
}

/** Each id once, in an order that does not depend on where they were seen. */
const inOrder = (ids: readonly string[]): string[] =>
  [...new Set(ids)].toSorted((one, other) => (one < other ? -1 : 1));
