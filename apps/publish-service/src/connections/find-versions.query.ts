import type { TenantDoor } from '@clipcast/event-store';
import { bareId, type ProfileId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { PublishTables } from '../database.ts';
import type { ConnectionVersion } from './connection-versions.ts';

/** The versions of a profile's connection from one on, or the newest alone. */
export interface WantedVersions {
  readonly profileId: ProfileId;
  readonly from: number | 'newest';
}

/** What is wanted of each, oldest version first. */
export async function findVersions(
  door: TenantDoor<PublishTables>,
  wanted: readonly WantedVersions[],
): Promise<ConnectionVersion[][]> {
  const { rows } = await sql<ConnectionVersion & { readonly index: number }>`
    select wanted.number::int - 1 as index, c.*
      from unnest(${wanted.map(({ profileId }) => bareId(profileId))}::uuid[],
                  ${wanted.map(({ from }) => (from === 'newest' ? null : from))}::int[])
           with ordinality as wanted (profile_id, version, number)
      join connection c on c.profile_id = wanted.profile_id
       and c.connection_version >= coalesce(wanted.version, (
             select max(newest.connection_version) from connection newest where newest.profile_id = wanted.profile_id))
     order by index, c.connection_version`.execute(door.ofEveryProfile);
  const found = wanted.map((): ConnectionVersion[] => []);
  for (const { index, ...version } of rows) found[index]?.push(version);
  return found;
}
