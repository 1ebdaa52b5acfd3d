import { TenantDoor } from '@clipcast/event-store';
import { bareId, prefixed, type ProfileId, type Uuid } from '@clipcast/kernel';
import { ServiceEngine, type Principal } from '@clipcast/service-kit';
import { Injectable } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import type { ProfileTables } from '../database.ts';
import { profileList } from '../profiles/list-profiles/profile-list.projection.ts';
import { sharedOrganisation, type Warning } from './connection-warning.ts';
import { seenIntegrations } from './seen-integration.projection.ts';

/** So many others a warning names; where a fleet shares one organisation on purpose, nobody reads all of them. */
const NAMED_MAX = 20;

/**
 * Warns where two profiles are connected to one Postiz organisation: with the key of one pasted into the other, a brand
 * would publish on the accounts of another. It is worked out whenever it is shown, so it appears on both, whoever came
 * first, and goes with either connection.
 *
 * An organisation is recognised by the ids of its accounts. Not by its key: it can have several, and OAuth tokens beside
 * them. Nor by its address: one server is often reached under two names. The ids are random, and an account belongs to one
 * organisation, so a single common one is evidence enough. A copy of a server has them too, and rightly warns: it publishes
 * on the same accounts. Who runs a false Postiz can have it show any ids; that earns a warning and tells nobody's name.
 */
@Injectable()
export class OrganisationWarnings {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<ProfileTables>,
  ) {}

  /** What a profile's connection warns of, as `reader` may see it. */
  async ofProfile(profileId: ProfileId, reader: Principal): Promise<Warning[]> {
    return (await this.ofProfiles([profileId], reader)).get(profileId) ?? [];
  }

  /** The same for several profiles. */
  async ofProfiles(
    profileIds: readonly ProfileId[],
    reader: Principal,
  ): Promise<ReadonlyMap<ProfileId, Warning[]>> {
    const holders = await this.#holdersOf(
      sql`select integration_id from seen_integration where profile_id = any(${profileIds.map(bareId)}::uuid[])`,
    );
    const others = new Map(
      profileIds.map((profileId) => {
        const mine = holders.filter((group) => group.includes(bareId(profileId)));
        return [profileId, othersIn(mine, profileId)];
      }),
    );
    return this.#warnings(others, reader);
  }

  /** What connecting a profile to the organisation with these accounts would warn of. */
  async ofIntegrations(
    profileId: ProfileId,
    integrationIds: readonly string[],
    reader: Principal,
  ): Promise<Warning[]> {
    if (integrationIds.length === 0) return [];
    const holders = await this.#holdersOf(sql`select unnest(${integrationIds}::text[])`);
    const warnings = await this.#warnings(new Map([[profileId, othersIn(holders, profileId)]]), reader);
    return warnings.get(profileId) ?? [];
  }

  /** Who has seen each of the accounts. Accounts of one organisation mostly have the same holders, which are told once. */
  async #holdersOf(integrationIds: RawBuilder<unknown>): Promise<readonly (readonly Uuid[])[]> {
    await this.engine.caughtUp(seenIntegrations.name);
    const { rows } = await sql<{ holders: Uuid[] }>`
      select distinct array_agg(profile_id order by profile_id) as holders
        from seen_integration where integration_id in (${integrationIds})
       group by integration_id`.execute(this.door.ofEveryProfile);
    return rows.map(({ holders }) => holders);
  }

  async #warnings(
    others: ReadonlyMap<ProfileId, readonly Uuid[]>,
    reader: Principal,
  ): Promise<ReadonlyMap<ProfileId, Warning[]>> {
    const isToldWho = reader.kind === 'operator';
    const names = await this.#namesOf(isToldWho ? [...new Set([...others.values()].flat())] : []);
    const named = (bare: Uuid) => {
      const id = prefixed('prf', bare);
      return { id, name: names.get(bare) ?? id };
    };
    return new Map(
      [...others].map(([profileId, ids]) => [profileId, sharedOrganisation(ids.map(named), isToldWho)]),
    );
  }

  async #namesOf(ids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, string>> {
    if (ids.length === 0) return new Map();
    await this.engine.caughtUp(profileList.name);
    const rows = await this.door.ofEveryProfile
      .selectFrom('profile')
      .select(['profile_id', 'name'])
      .where('profile_id', 'in', ids)
      .execute();
    return new Map(rows.map(({ profile_id, name }) => [profile_id, name]));
  }
}

const othersIn = (groups: readonly (readonly Uuid[])[], profileId: ProfileId): Uuid[] =>
  [...new Set(groups.flat())]
    .filter((id) => id !== bareId(profileId))
    .toSorted((one, other) => (one < other ? -1 : 1))
    .slice(0, NAMED_MAX);
