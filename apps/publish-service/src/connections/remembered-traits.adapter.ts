import { SharedStatement } from '@clipcast/event-store';
import { bareId, type Timers } from '@clipcast/kernel';
import { readTraits, unknownTraits, type PostizTraits } from '@clipcast/postiz';
import { sql, type Kysely } from 'kysely';
import { siteKey, type PostizSite } from '../call-budgets/postiz-site.ts';
import type { PublishTables } from '../database.ts';

const SITES_MAX = 2_000;

/**
 * What was seen of each Postiz that differs by its version: here for the clients of this process, in the database for other
 * replicas and the next start. It saves asking again, and is seen again when it is lost.
 */
export class RememberedTraits {
  readonly #known = new Map<string, PostizTraits>();
  readonly #stored: SharedStatement<PostizSite, PostizTraits>;

  constructor(
    private readonly db: Kysely<PublishTables>,
    timers: Pick<Timers, 'turn'>,
    private readonly onTrouble: (worker: string, error: unknown) => void,
  ) {
    this.#stored = new SharedStatement((sites) => storedTraits(db, sites), timers);
  }

  /** What this process knows by now. */
  known(site: PostizSite): PostizTraits {
    return this.#known.get(siteKey(site)) ?? unknownTraits;
  }

  /** Reads what is stored, unless this process knows more. */
  async load(site: PostizSite): Promise<void> {
    const key = siteKey(site);
    if (this.#known.has(key)) return;
    const stored = await this.#stored.ask(site);
    if (!this.#known.has(key)) this.#set(key, stored);
  }

  /** Told by a client. */
  learn(site: PostizSite, traits: PostizTraits): void {
    this.#set(siteKey(site), traits);
    const value = JSON.stringify(traits);
    this.db
      .insertInto('postiz_traits')
      .values({ profile_id: bareId(site.owner), api_url: site.apiUrl, traits: value })
      .onConflict((conflict) => conflict.columns(['profile_id', 'api_url']).doUpdateSet({ traits: value }))
      .execute()
      .catch((error: unknown) => this.onTrouble('postiz-traits', error));
  }

  #set(key: string, traits: PostizTraits): void {
    this.#known.delete(key);
    this.#known.set(key, traits);
    const [oldest] = this.#known.keys();
    if (oldest && this.#known.size > SITES_MAX) this.#known.delete(oldest);
  }
}

async function storedTraits(
  db: Kysely<PublishTables>,
  sites: readonly PostizSite[],
): Promise<PostizTraits[]> {
  const { rows } = await sql<{ traits: unknown }>`
    select traits from unnest(${sites.map(({ owner }) => bareId(owner))}::uuid[],
                              ${sites.map(({ apiUrl }) => apiUrl)}::text[])
           with ordinality as asked (profile_id, api_url, number)
      left join postiz_traits using (profile_id, api_url) order by number`.execute(db);
  return rows.map(({ traits }) => readTraits(traits ?? undefined));
}
