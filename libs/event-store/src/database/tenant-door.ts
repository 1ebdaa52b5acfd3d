import { bareId, type ProfileId } from '@clipcast/kernel';
import type { Kysely, SelectQueryBuilder } from 'kysely';

/** The tables whose rows belong to a profile. */
export type TenantTable<Tables> = {
  [T in keyof Tables & string]: Tables[T] extends { profile_id: string } ? T : never;
}[keyof Tables & string];

/** What one profile's rows can be asked. */
export interface ProfileRows<Tables> {
  /** A query over this profile's rows of a table, and no others. */
  selectFrom<T extends TenantTable<Tables>>(table: T): SelectQueryBuilder<Tables, T, object>;
}

/**
 * The one door to tenant data: nothing is read without saying whose it is. Row security of the database can stand behind
 * it without any query knowing.
 */
export class TenantDoor<Tables> {
  constructor(private readonly db: Kysely<Tables>) {}

  /** The rows of one profile. */
  of(profileId: ProfileId): ProfileRows<Tables> {
    return {
      selectFrom: <T extends TenantTable<Tables>>(table: T) =>
        (this.db.selectFrom(table as never) as unknown as SelectQueryBuilder<Tables, T, object>).where(
          `${table}.profile_id` as never,
          '=',
          bareId(profileId) as never,
        ),
    };
  }

  /** Rows of all profiles, for what an operator sees of the fleet and for the service's own workers. */
  get ofEveryProfile(): Kysely<Tables> {
    return this.db;
  }
}
