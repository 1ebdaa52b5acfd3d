import { SharedStatement, type TenantDoor } from '@clipcast/event-store';
import { FLEET, bareId, type ProfileId, type Timers } from '@clipcast/kernel';
import type { PublishTables } from '../database.ts';
import type { SwitchState } from './publishing-switch.ts';

/** How the stop switch stands, as the database has it at the moment of the question: the same on every replica. */
export class PublishingSwitch {
  readonly #lookUps: SharedStatement<ProfileId, SwitchState>;

  constructor(
    private readonly door: TenantDoor<PublishTables>,
    timers: Pick<Timers, 'turn'>,
  ) {
    this.#lookUps = new SharedStatement((profileIds) => statesOf(door, profileIds), timers);
  }

  /** Whether anything of a profile may be let out; the fleet's switch goes before its own. */
  state(profileId: ProfileId): Promise<SwitchState> {
    return this.#lookUps.ask(profileId);
  }

  /** How many profiles are paused by their own switch. */
  async countOfPaused(): Promise<number> {
    const { count } = await this.door.ofEveryProfile
      .selectFrom('publishing_switch')
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .where('profile_id', '<>', bareId(FLEET))
      .executeTakeFirstOrThrow();
    return Number(count);
  }
}

async function statesOf(
  door: TenantDoor<PublishTables>,
  profileIds: readonly ProfileId[],
): Promise<SwitchState[]> {
  const rows = await door.ofEveryProfile
    .selectFrom('publishing_switch')
    .selectAll()
    .where(
      'profile_id',
      'in',
      [FLEET, ...profileIds].map((profileId) => bareId(profileId)),
    )
    .execute();
  const byProfile = new Map(rows.map((row) => [row.profile_id, row]));
  const ofFleet = byProfile.get(bareId(FLEET));
  return profileIds.map((profileId) => {
    const row = ofFleet ?? byProfile.get(bareId(profileId));
    if (!row) return { paused: false };
    const by = row === ofFleet ? 'fleet' : 'profile';
    return { paused: true, by, since: row.since.toISOString(), reason: row.reason };
  });
}
