import { bareId, type Ids, type Uuid } from '@clipcast/kernel';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { CallBudgetTable, PublishTables } from '../database.ts';
import { untouchedBudget } from './call-budget.ts';
import type { PostizSite } from './postiz-site.ts';
import { unitedBudget } from './united-budget.ts';

const KEYS_MAX = 2_000;

/** One key of one connection, by a name that does not give it away. */
export interface PostizKey {
  readonly site: PostizSite;
  readonly keyName: string;
}

interface Known {
  readonly organisation: Uuid;
  /** As this process saw them with the key last. */
  readonly accounts?: string;
}

/**
 * Whose organisation a key is of: what Postiz counts by. Keys of one server that show a common account are of one
 * organisation. Only of one server: a server tells any ids it likes, and one that a tenant has put up must not come near the
 * budget of another.
 */
export class PostizOrganisations {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly db: Kysely<PublishTables>,
    private readonly ids: Ids,
  ) {}

  /** Undefined until the accounts behind the key were seen. An id that was told once stays good, whatever is learnt later. */
  async of(key: PostizKey): Promise<Uuid | undefined> {
    const known = this.#known.get(nameOf(key));
    if (known) return known.organisation;
    const row = await this.db
      .selectFrom('postiz_organisation_key as key')
      .innerJoin('postiz_organisation as it', 'it.id', 'key.organisation_id')
      .select('it.same_as')
      .where('key.profile_id', '=', bareId(key.site.owner))
      .where('key.key_name', '=', key.keyName)
      .executeTakeFirst();
    if (row) this.#remember(key, { organisation: row.same_as });
    return row?.same_as;
  }

  /** Whether two keys are known to be of one organisation. */
  async areOfOne(one: PostizKey, other: PostizKey): Promise<boolean> {
    if (nameOf(one) === nameOf(other)) return true;
    const [a, b] = await Promise.all([this.of(one), this.of(other)]);
    return a !== undefined && a === b;
  }

  /** Told by an answer: these are all accounts that the key shows. */
  async learn(key: PostizKey, integrationIds: readonly string[]): Promise<void> {
    const accounts = integrationIds.toSorted().join('\n');
    if (this.#known.get(nameOf(key))?.accounts === accounts) return;
    const organisation = await this.db.transaction().execute(async (tx) => {
      // One learns at a time: two who see the same new organisation would make it twice.
      await sql`lock table postiz_organisation in share row exclusive mode`.execute(tx);
      return this.#settle(tx, key, integrationIds);
    });
    this.#remember(key, { organisation, accounts });
  }

  async #settle(
    tx: Transaction<PublishTables>,
    { site, keyName }: PostizKey,
    integrationIds: readonly string[],
  ): Promise<Uuid> {
    const [owner, { apiUrl }] = [bareId(site.owner), site];
    const { rows } = await sql<{ id: Uuid }>`
      select distinct same_as as id from postiz_organisation
       where id in (
         select organisation_id from postiz_organisation_key
          where profile_id = ${owner}::uuid and key_name = ${keyName}
         union all
         select organisation_id from postiz_organisation_account
          where api_url = ${apiUrl} and integration_id = any(${integrationIds}::text[]))
       order by id`.execute(tx);
    const [first, ...others] = rows.map(({ id }) => id);
    const id = first ?? this.ids.next();
    await sql`
      insert into postiz_organisation (id, same_as) values (${id}::uuid, ${id}::uuid)
          on conflict do nothing`.execute(tx);
    await sql`
      insert into postiz_organisation_key (profile_id, key_name, organisation_id)
      values (${owner}::uuid, ${keyName}, ${id}::uuid) on conflict do nothing`.execute(tx);
    await sql`
      insert into postiz_organisation_account (api_url, integration_id, organisation_id)
      select ${apiUrl}, account, ${id}::uuid from unnest(${integrationIds}::text[]) as account
          on conflict do nothing`.execute(tx);
    if (others.length > 0) await unite(tx, id, others);
    return id;
  }

  #remember(key: PostizKey, known: Known): void {
    const name = nameOf(key);
    this.#known.delete(name);
    this.#known.set(name, known);
    const [oldest] = this.#known.keys();
    if (oldest && this.#known.size > KEYS_MAX) this.#known.delete(oldest);
  }
}

const nameOf = ({ site: { owner }, keyName }: PostizKey): string => `${owner} ${keyName}`;

/**
 * From now on they are one, and so are their budgets. Whoever is in the middle of a call of either decides again: the rows
 * that were read have gone, or have another version.
 */
async function unite(tx: Transaction<PublishTables>, id: Uuid, others: readonly Uuid[]): Promise<void> {
  const all = [id, ...others];
  // Waits for a budget that is begun at this moment, and keeps others from being begun.
  await sql`select from postiz_organisation where same_as = any(${all}::uuid[]) for update`.execute(tx);
  await sql`
    update postiz_organisation set same_as = ${id}::uuid where same_as = any(${others}::uuid[])`.execute(tx);
  const { rows } = await sql<CallBudgetTable & { now_ms: number }>`
    delete from call_budget where organisation_id = any(${all}::uuid[])
    returning endpoint, version, state, extract(epoch from clock_timestamp())::float8 * 1000 as now_ms`.execute(
    tx,
  );
  for (const [endpoint, budgets] of Map.groupBy(rows, (row) => row.endpoint)) {
    const version = 1 + Math.max(...budgets.map((budget) => budget.version));
    const united = budgets.reduce(
      (one, { state, now_ms }) => unitedBudget(one, { ...untouchedBudget, ...state }, Math.floor(now_ms)),
      untouchedBudget,
    );
    await sql`
      insert into call_budget (organisation_id, endpoint, version, state)
      values (${id}::uuid, ${endpoint}, ${version}, ${JSON.stringify(united)}::jsonb)`.execute(tx);
  }
}
