import type { Clock, ProfileId } from '@clipcast/kernel';
import type { CallGuards, GuardState, PostizEndpoint, PostizTraits } from '@clipcast/postiz';
import { demandOf } from '../call-budgets/budgeted-postiz.ts';
import type { CallBudgets } from '../call-budgets/call-budgets.adapter.ts';
import { limitView, type LimitView } from '../call-budgets/limit-view.ts';
import type { PostizKey, PostizOrganisations } from '../call-budgets/postiz-organisations.adapter.ts';
import type { ConnectionBook } from './connection-book.query.ts';
import type { ConnectionRef } from './postiz-connections.ts';
import type { RememberedTraits } from './remembered-traits.adapter.ts';

/** How a profile's way to its Postiz is. */
export interface ConnectionState extends ConnectionRef {
  readonly host: string;
  readonly enabled: boolean;
  readonly traits: PostizTraits;
  /** Of the organisation: other profiles that have it use them too. */
  readonly limits: readonly LimitView[];
  /** When a draft may be created, as far as the hourly limit goes. */
  readonly nextSlotAt: Date;
  /** Of this replica: each has its own. */
  readonly guard: GuardState;
}

interface StatesParts {
  readonly book: ConnectionBook;
  readonly traits: RememberedTraits;
  readonly budgets: CallBudgets;
  readonly organisations: PostizOrganisations;
  readonly guards: CallGuards;
  readonly clock: Clock;
}

/** What is known of the connections without asking any Postiz. */
export class ConnectionStates {
  constructor(private readonly parts: StatesParts) {}

  /** Undefined when the profile has nothing to publish through. */
  async of(profileId: ProfileId): Promise<ConnectionState | undefined> {
    const { book, traits, guards, clock } = this.parts;
    const shown = await book.shown(profileId);
    if (!shown) return undefined;
    const { ref, site } = shown.known;
    await traits.load(site);
    const known = traits.known(site);
    const limits = await this.#limits(shown.known, known);
    return {
      ...ref,
      host: new URL(site.apiUrl).host,
      enabled: shown.enabled,
      traits: known,
      limits,
      nextSlotAt: limits.find(({ endpoint }) => endpoint === 'create')?.nextSlotAt ?? clock.now(),
      guard: guards.of(profileId, site.apiUrl).state(),
    };
  }

  /** Nothing was counted yet where it is not known whose the accounts are. */
  async #limits(key: PostizKey, traits: PostizTraits): Promise<LimitView[]> {
    const { organisations, budgets } = this.parts;
    const organisation = await organisations.of(key);
    const rows = organisation ? await budgets.ofOrganisation(organisation) : [];
    return rows.map(({ endpoint, state, now }) => {
      const counted = endpoint as PostizEndpoint;
      return limitView(counted, state, demandOf(counted, traits), now.getTime());
    });
  }

  /** How many organisations have answered 429 and take nothing for now, on any endpoint. */
  countOfBlocked(): Promise<number> {
    return this.parts.budgets.countOfBlocked();
  }

  /** How many Postiz this replica leaves alone because they do not answer. */
  get openBreakers(): number {
    return this.parts.guards.states().filter(({ breaker }) => breaker !== 'closed').length;
  }
}
