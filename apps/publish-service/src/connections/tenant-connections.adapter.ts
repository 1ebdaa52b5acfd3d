import type { ProfileId, Runtime } from '@clipcast/kernel';
import { CallGuards, type EgressPolicy } from '@clipcast/postiz';
import type { ServiceEngine } from '@clipcast/service-kit';
import type { Vault } from '@clipcast/vault';
import { CallBudgets } from '../call-budgets/call-budgets.adapter.ts';
import { PostizOrganisations } from '../call-budgets/postiz-organisations.adapter.ts';
import type { PublishTables } from '../database.ts';
import { ConnectionBook } from './connection-book.query.ts';
import { ConnectionStates } from './connection-states.query.ts';
import { connections } from './connection.projection.ts';
import type { DefaultConnection } from './default-connection.ts';
import { EventBuiltPostizConnections } from './postiz-connections.adapter.ts';
import { publishingSettings } from './publishing-settings.projection.ts';
import { PublishingSettings } from './publishing-settings.query.ts';
import { RememberedTraits } from './remembered-traits.adapter.ts';

/** What together says whether the default connection may be used for a profile. */
const WORD_OF_PROFILE = [connections.name, publishingSettings.name];

interface TenantConnectionsParts {
  readonly engine: ServiceEngine<PublishTables>;
  readonly vault: Vault;
  readonly egress: EgressPolicy;
  readonly runtime: Runtime;
  readonly byDefault: DefaultConnection | undefined;
}

/** The way to the tenants' Postiz, put together: what is set, what is known, and the clients. */
export function tenantConnections({ engine, vault, egress, runtime, byDefault }: TenantConnectionsParts) {
  const { door, database, onTrouble } = engine;
  const settings = new PublishingSettings(door, runtime.timers);
  const heardAll = (profileId: ProfileId) => engine.heardAll(profileId, 'profile', WORD_OF_PROFILE);
  const shared = {
    book: new ConnectionBook(door, vault, settings, byDefault, heardAll, runtime.timers),
    budgets: new CallBudgets(database.db, runtime),
    organisations: new PostizOrganisations(database.db, runtime.ids),
    guards: new CallGuards(runtime),
    traits: new RememberedTraits(database.db, runtime.timers, onTrouble),
  };
  return {
    settings,
    connections: new EventBuiltPostizConnections({ ...shared, egress, runtime, onTrouble }),
    states: new ConnectionStates({ ...shared, clock: runtime.clock }),
  };
}
