import type { ProfileId } from '@clipcast/kernel';
import type { CallGuards, GuardState, PostizEndpoint, PostizTraits } from '@clipcast/postiz';
import { creationDemand } from '../call-budgets/budgeted-postiz.ts';
import type { CallBudgets } from '../call-budgets/call-budgets.adapter.ts';
import { limitView, type LimitView } from '../call-budgets/limit-view.ts';
import type { ConnectionBook } from './connection-book.query.ts';
import type { ConnectionRef } from './postiz-connections.ts';
import type { RememberedTraits } from './remembered-traits.adapter.ts';

/** How a profile's way to its Postiz is. */
export interface ConnectionState extends ConnectionRef {
  readonly host: string;
  readonly enabled: boolean;
  readonly traits: PostizTraits;
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
  readonly guards: CallGuards;
}

/** What is known of the connections without asking any Postiz. */
export class ConnectionStates {
  constructor(private readonly parts: StatesParts) {}

  /** Undefined when the profile has nothing to publish through. */
  async of(profileId: ProfileId): Promise<ConnectionState | undefined> {
    const { book, traits, budgets, guards } = this.parts;
    const shown = await book.shown(profileId);
    if (!shown) return undefined;
    const { ref, site } = shown.known;
    await traits.load(site);
    const known = traits.known(site);
    const key = { site, endpoint: 'create' } as const;
    const [rows, slot] = await Promise.all([budgets.ofSite(site), budgets.slot(key, creationDemand(known))]);
    return {
      ...ref,
      host: new URL(site.apiUrl).host,
      enabled: shown.enabled,
      traits: known,
      limits: rows.map((row) => limitView(row.endpoint as PostizEndpoint, row.state, row.now.getTime())),
      nextSlotAt: new Date(slot.nowMs + slot.waitMs),
      guard: guards.of(profileId, site.apiUrl).state(),
    };
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
