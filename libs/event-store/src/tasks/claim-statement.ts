import type { JsonObject, Uuid } from '@clipcast/kernel';
import { sql } from 'kysely';
import { freeAt } from './task-table.ts';

/** Candidates for each task that is wanted, because other replicas may be taking the same ones at this moment. */
const SPARE = 4;

export interface Claim {
  readonly table: string;
  /** Among whose tasks to choose. */
  readonly profiles: readonly Uuid[];
  /** Whose turn it was last. */
  readonly after: Uuid;
  readonly limit: number;
  readonly leaseMs: number;
  /** So many leases one profile may hold. */
  readonly perProfileMax: number;
}

export interface ClaimedRow {
  readonly profile_id: Uuid;
  readonly key: string;
  readonly payload: JsonObject;
  readonly fence: bigint;
  readonly tries: number;
  /** Which lease of its profile this is, counted from 1. */
  readonly turn: bigint;
}

/**
 * Takes tasks in turns. A task's turn is the number of leases its profile holds, with those it would be given before it:
 * every profile's first comes before any profile's second, whoever gives the leases out. Among equal turns the profiles
 * follow each other in a ring. Nothing here reads more than a few rows for each profile and priority, and one for each
 * lease that a profile holds.
 */
export const claimStatement = ({ table: name, profiles, after, limit, leaseMs, perProfileMax }: Claim) => {
  const table = sql.table(name);
  const candidatesMax = limit * SPARE;
  // A profile with thousands of tasks offers no more than it could be given.
  const ofOneMax = Math.min(limit, perProfileMax) * SPARE;
  return sql<ClaimedRow>`
    with recursive lane (profile_id, priority) as (
      select profile_id, (select t.priority from ${table} t where t.profile_id = p.profile_id
                           order by t.profile_id, t.priority limit 1)
        from unnest(${profiles}::uuid[]) as p (profile_id)
       union all
      select lane.profile_id, (select t.priority from ${table} t
                                where t.profile_id = lane.profile_id and t.priority > lane.priority
                                order by t.profile_id, t.priority limit 1)
        from lane where lane.priority is not null
    ), due_lane as materialized (
      select lane.profile_id, lane.priority
        from lane cross join lateral (
             select from ${table} t where t.profile_id = lane.profile_id and t.priority = lane.priority
                and ${freeAt('t')} <= statement_timestamp() order by ${freeAt('t')} limit 1) as first_task
    ), next_profile as (
      select profile_id, (select count(*) from ${table} t where t.profile_id = due.profile_id
                             and t.lease_until > statement_timestamp()) as leases
        from (select distinct profile_id from due_lane) as due
       order by leases, profile_id <= ${after}, profile_id limit ${candidatesMax}
    ), candidate as (
      select profile_id, key,
             leases + row_number() over (partition by profile_id order by priority, free_at) as turn
        from next_profile join due_lane using (profile_id) cross join lateral (
             select t.key, ${freeAt('t')} as free_at from ${table} t
              where t.profile_id = due_lane.profile_id and t.priority = due_lane.priority
                and ${freeAt('t')} <= statement_timestamp() order by ${freeAt('t')} limit ${ofOneMax}) as task
       order by turn, profile_id <= ${after}, profile_id limit ${candidatesMax}
    ), taken as (
      select t.profile_id, t.key, candidate.turn
        from candidate join ${table} t using (profile_id, key)
       where ${freeAt('t')} <= statement_timestamp() and candidate.turn <= ${perProfileMax}
       order by candidate.turn, t.profile_id <= ${after}, t.profile_id limit ${limit}
         for update of t skip locked
    )
    update ${table} t
       set lease_until = statement_timestamp() + ${leaseMs} * interval '1 millisecond', woken = false,
           fence = nextval('task_fence')
      from taken where (t.profile_id, t.key) = (taken.profile_id, taken.key)
    returning t.profile_id, t.key, t.payload, t.fence, t.tries, taken.turn`;
};
