import type { TenantDoor } from '@clipcast/event-store';
import { bareId, type ProfileId } from '@clipcast/kernel';
import type { PublishTables } from '../database.ts';
import { FLEET } from '../profiles/fleet.ts';
import type { SwitchState } from './publishing-switch.ts';

/** How the stop switch stands, as the database has it at the moment of the question: the same on every replica. */
export class PublishingSwitch {
  constructor(private readonly door: TenantDoor<PublishTables>) {}

  /** Whether anything of a profile may be let out; the fleet's switch goes before its own. */
  async state(profileId: ProfileId): Promise<SwitchState> {
    const rows = await this.door.ofEveryProfile
      .selectFrom('publishing_switch')
      .selectAll()
      .where('profile_id', 'in', [bareId(FLEET), bareId(profileId)])
      .execute();
    const row = rows.find(({ profile_id }) => profile_id === bareId(FLEET)) ?? rows[0];
    if (!row) return { paused: false };
    const by = row.profile_id === bareId(FLEET) ? 'fleet' : 'profile';
    return { paused: true, by, since: row.since.toISOString(), reason: row.reason };
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
