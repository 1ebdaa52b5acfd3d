import type { ProfileId, Runtime } from '@clipcast/kernel';
import { CallGuards, GuardedPostiz, PostizClient, type EgressPolicy } from '@clipcast/postiz';
import { BudgetedPostiz } from '../call-budgets/budgeted-postiz.ts';
import type { CallBudgets } from '../call-budgets/call-budgets.adapter.ts';
import { FollowLists } from '../call-budgets/follow-lists.ts';
import { rateLimitListeners } from '../call-budgets/heard-of-call.ts';
import type { PostizKey, PostizOrganisations } from '../call-budgets/postiz-organisations.adapter.ts';
import { ClientPool } from './client-pool.ts';
import type { ConnectionBook, KnownConnection } from './connection-book.query.ts';
import { LivePostiz } from './live-postiz.ts';
import { organisationBehind } from './organisation-behind.ts';
import { PostizConnections, type ConnectionRef, type UsableConnection } from './postiz-connections.ts';
import type { RememberedTraits } from './remembered-traits.adapter.ts';

const CLIENTS_MAX = 500;

interface ConnectionsParts {
  readonly book: ConnectionBook;
  readonly traits: RememberedTraits;
  readonly budgets: CallBudgets;
  readonly organisations: PostizOrganisations;
  readonly guards: CallGuards;
  readonly egress: EgressPolicy;
  readonly runtime: Runtime;
  readonly onTrouble: (worker: string, error: unknown) => void;
}

/**
 * One client per profile and server, rebuilt on every replica from the connections that profile-service told of. A client,
 * its key and its keep-alive connections are never shared between profiles, not even for the default connection.
 */
export class EventBuiltPostizConnections extends PostizConnections {
  readonly #clients: ClientPool;
  readonly #lists: FollowLists;

  constructor(
    private readonly parts: ConnectionsParts,
    clientsMax = CLIENTS_MAX,
  ) {
    super();
    this.#clients = new ClientPool(clientsMax);
    this.#lists = new FollowLists(parts.runtime.clock);
  }

  async current(profileId: ProfileId): Promise<UsableConnection> {
    return this.#usable(profileId, await this.parts.book.current(profileId));
  }

  async pinned(profileId: ProfileId, ref: ConnectionRef): Promise<UsableConnection> {
    return this.#usable(profileId, await this.parts.book.pinned(profileId, ref));
  }

  /** Ends every connection; calls under way fail as cancelled. */
  async close(): Promise<void> {
    await this.#clients.close();
  }

  async #usable(profileId: ProfileId, known: KnownConnection): Promise<UsableConnection> {
    const { traits, budgets, organisations, guards, runtime, onTrouble } = this.parts;
    const { ref, site, mediaScope } = known;
    await traits.load(site);
    const live = new LivePostiz({
      withClient: (call) => this.#withClient(profileId, ref, call),
      isCountedAlike: (key) => organisations.areOfOne(known, key),
      // What could not be noted is asked again when it is needed.
      onAccounts: (key, ids) =>
        organisations.learn(key, ids).catch((error: unknown) => onTrouble('postiz-organisations', error)),
      traits: () => traits.known(site),
      clock: runtime.clock,
    });
    const calls = new GuardedPostiz(live, guards.of(profileId, site.apiUrl));
    const organisation = () => organisationBehind(known, organisations, calls);
    const lists = this.#lists;
    const postiz = new BudgetedPostiz({
      organisation,
      calls,
      budgets,
      lists,
      clock: runtime.clock,
      onTrouble,
    });
    return { profileId, ...ref, mediaScope, postiz };
  }

  /** What is set is looked up here, directly before the call, after everything that may have made it wait. */
  async #withClient<T>(
    profileId: ProfileId,
    ref: ConnectionRef,
    call: (client: PostizClient, key: PostizKey) => Promise<T>,
  ): Promise<T> {
    const known = await this.parts.book.pinned(profileId, ref);
    const name = `${profileId} ${ref.kind} ${known.site.apiUrl}`;
    return this.#clients.use(
      name,
      known.keyVersion,
      () => this.#client(known),
      (client) => call(client, known),
    );
  }

  #client({ site, openKey }: KnownConnection): PostizClient {
    const { traits, egress, runtime } = this.parts;
    return new PostizClient({
      baseUrl: site.apiUrl,
      apiKey: openKey(),
      runtime,
      egress,
      traits: traits.known(site),
      onTraits: (learnt) => traits.learn(site, learnt),
      ...rateLimitListeners,
    });
  }
}
