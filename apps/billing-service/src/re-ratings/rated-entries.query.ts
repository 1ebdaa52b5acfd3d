import type { AppliedPrice } from '@clipcast/contracts';
import type { TenantDoor } from '@clipcast/event-store';
import { bareId, prefixed, type CostId, type Micros, type ProfileId, type Uuid } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { BillingTables } from '../database.ts';
import type { ReRatingTerms } from './re-ratings.ts';

/** An entry that was rated by a price, with what it amounts to after everything that corrects it. */
export interface RatedEntry {
  readonly costId: CostId;
  readonly provider: string;
  readonly model: string;
  readonly plan: string | null;
  readonly quantity: string;
  readonly unit: string;
  readonly incurredAt: Date;
  readonly source: Readonly<Record<string, string>>;
  readonly accessKeyId: string | null;
  readonly price: AppliedPrice;
  readonly effective: Micros;
  /** Of its fact in the log. */
  readonly position: bigint;
  /** The instant to the microsecond, which a Date does not hold; with the position its place among the entries. */
  readonly instant: string;
}

/** Where the next page begins. */
type Place = Pick<RatedEntry, 'instant' | 'position'>;

/**
 * The profile's entries within the terms that were rated by a price and correct no other, by time. A correction may be
 * corrected itself, so all that goes back to an entry is part of what it amounts to.
 */
export async function ratedEntries(
  door: TenantDoor<BillingTables>,
  profileId: ProfileId,
  { from, to, provider, model }: ReRatingTerms,
  after: Place | undefined,
  limit: number,
): Promise<RatedEntry[]> {
  const profile = bareId(profileId);
  const { rows } = await sql<RatedEntry>`
    with recursive page as (
      select cost_id, provider, model, plan, quantity, unit, incurred_at, source, access_key_id, price_book,
             price_version, unit_price_usd, price_per, amount_micros, position
        from cost_entry
       where profile_id = ${profile}
         and incurred_at >= ${from}::timestamptz and incurred_at < ${to}::timestamptz
         and (${provider}::text is null or provider = ${provider})
         and (${model}::text is null or model = ${model})
         and corrects is null and price_book is not null
         and (incurred_at, position) > (${after?.instant ?? from}::timestamptz, ${after?.position ?? 0n}::bigint)
       order by incurred_at, position
       limit ${limit}
    ), part (root, cost_id, amount_micros) as (
      select cost_id, cost_id, amount_micros from page
      union
      select part.root, entry.cost_id, entry.amount_micros
        from part join cost_entry as entry
          on entry.profile_id = ${profile} and entry.corrects = part.cost_id
    )
    select cost_id as "costId", provider, model, plan, quantity, unit, incurred_at as "incurredAt", source,
           access_key_id as "accessKeyId", position,
           json_build_object('book', price_book, 'version', price_version, 'unitPriceUsd', unit_price_usd,
                             'per', price_per) as price, effective,
           incurred_at::text as instant
      from page
      join (select root, sum(amount_micros)::bigint as effective from part group by root) as whole
        on whole.root = page.cost_id
     order by incurred_at, position`.execute(door.ofEveryProfile);
  return rows;
}

/** The next profile that has entries at all, in the order of the ids; undefined after the last. */
export async function nextProfileWithEntries(
  door: TenantDoor<BillingTables>,
  after: ProfileId | undefined,
): Promise<ProfileId | undefined> {
  const row = await door.ofEveryProfile
    .selectFrom('cost_entry')
    .select('profile_id')
    .$if(after !== undefined, (query) =>
      query.where('profile_id', '>', after === undefined ? ('' as Uuid) : bareId(after)),
    )
    .orderBy('profile_id')
    .limit(1)
    .executeTakeFirst();
  return row && prefixed('prf', row.profile_id);
}
