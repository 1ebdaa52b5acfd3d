import { Deciders, TenantDoor } from '@clipcast/event-store';
import type { ProfileId, Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { ProfileTables } from '../../database.ts';
import { readProfile } from '../../profiles/profile-stream.ts';
import { dayOf, type Day } from '../publish-activity.ts';
import { budgetStanding } from './budget-standing.ts';
import { firstDay, type DashboardRange } from './dashboard-range.ts';
import { dashboardFigures, type DashboardView } from './dashboard-view.ts';

const RECENT_CLIPS = 10;

/** What a profile did in a range of days that ends today. */
export class ViewDashboard extends Query<DashboardView> {
  constructor(
    readonly profileId: ProfileId,
    readonly range: DashboardRange,
  ) {
    super();
  }
}

/** From one row a day, so it takes the same time however much was done on them. */
@QueryHandler(ViewDashboard)
export class ViewDashboardHandler implements IQueryHandler<ViewDashboard> {
  constructor(
    private readonly deciders: Deciders,
    private readonly door: TenantDoor<ProfileTables>,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  async execute({ profileId, range }: ViewDashboard): Promise<DashboardView> {
    const { resource: profile } = await readProfile(this.deciders, profileId);
    const today = dayOf(this.runtime.clock.now());
    const month = today.slice(0, 7);
    const from = firstDay(range, today);
    const [days, costs, clips, told] = await Promise.all([
      this.#days(profileId, from, today),
      this.#costs(profileId, from, today),
      this.#recentClips(profileId),
      this.#month(profileId, month),
    ]);
    const sums = {
      spent: told?.spent_micros ?? 0n,
      reserved: told?.reserved_micros ?? 0n,
      exhaustedAt: told?.exhausted_at ?? null,
    };
    return {
      profileId,
      range,
      ...dashboardFigures(range, today, days, costs),
      recentClips: clips,
      budget: budgetStanding(month, sums, profile.quota),
    };
  }

  #days(profileId: ProfileId, from: Day | undefined, today: Day) {
    return this.door
      .of(profileId)
      .selectFrom('dashboard_day')
      .selectAll()
      .$if(from !== undefined, (query) => query.where('day', '>=', from ?? today))
      .where('day', '<=', today)
      .execute();
  }

  #costs(profileId: ProfileId, from: Day | undefined, today: Day) {
    return this.door
      .of(profileId)
      .selectFrom('dashboard_cost')
      .selectAll()
      .$if(from !== undefined, (query) => query.where('day', '>=', from ?? today))
      .where('day', '<=', today)
      .execute();
  }

  #month(profileId: ProfileId, month: string) {
    return this.door
      .of(profileId)
      .selectFrom('dashboard_month')
      .selectAll()
      .where('month', '=', month)
      .executeTakeFirst();
  }

  async #recentClips(profileId: ProfileId): Promise<DashboardView['recentClips']> {
    const rows = await this.door
      .of(profileId)
      .selectFrom('dashboard_clip')
      .select(['clip_id', 'title', 'project_id', 'status', 'registered_at'])
      .select([
        sql<bigint>`(select coalesce(sum(published), 0) from dashboard_publication as of_clip
                      where of_clip.profile_id = dashboard_clip.profile_id
                        and of_clip.clip_id = dashboard_clip.clip_id)`.as('published'),
        sql<bigint>`(select count(*) from dashboard_publication as of_clip
                      where of_clip.profile_id = dashboard_clip.profile_id
                        and of_clip.clip_id = dashboard_clip.clip_id and failed_on is not null)`.as('failed'),
      ])
      .where('status', '<>', 'removed')
      .orderBy('registered_at', 'desc')
      .orderBy('clip_id', 'desc')
      .limit(RECENT_CLIPS)
      .execute();
    return rows.map((row) => ({
      id: row.clip_id,
      title: row.title,
      projectId: row.project_id,
      status: row.status === 'rendering' ? 'rendering' : 'ready',
      registeredAt: row.registered_at.toISOString(),
      published: Number(row.published),
      failed: Number(row.failed),
    }));
  }
}
