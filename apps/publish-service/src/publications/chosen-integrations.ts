import { DomainError } from '@clipcast/kernel';
import type { Integration } from '@clipcast/postiz';
import type { ConnectionKind } from '../connections/postiz-connections.ts';

/** Accounts by their ids, or every one that is enabled. */
export type WantedIntegrations = readonly string[] | 'all';

/** How many posts it comes to. */
export const countPosts = (wanted: WantedIntegrations, integrations: readonly Integration[]): number =>
  wanted === 'all' ? integrations.filter(({ disabled }) => !disabled).length : wanted.length;

/**
 * The accounts that are meant. Brands share the default connection: there "all" is everybody's, so accounts are named.
 * @throws {DomainError} `no_integration`, `integration_not_found`, `integration_disabled`, `integrations_not_named`
 */
export function chooseIntegrations(
  wanted: WantedIntegrations,
  integrations: readonly Integration[],
  connection: ConnectionKind,
): Integration[] {
  if (wanted === 'all') {
    if (connection === 'default') throw notNamed();
    const enabled = integrations.filter(({ disabled }) => !disabled);
    if (enabled.length > 0) return enabled;
    throw new DomainError(
      'no_integration',
      'conflict',
      "The profile's Postiz has no enabled social account. Connect one there first.",
    );
  }
  return wanted.map((id, index) => usable(id, index, integrations));
}

function usable(id: string, index: number, integrations: readonly Integration[]): Integration {
  const found = integrations.find((integration) => integration.id === id);
  const errors = (detail: string) => ({ errors: [{ pointer: `/integrationIds/${index}`, detail }] });
  if (!found) {
    const detail = `The profile's Postiz has no social account "${id}".`;
    const hint = 'GET /profiles/{id}/integrations lists them.';
    throw new DomainError('integration_not_found', 'not_found', `${detail} ${hint}`, errors(detail));
  }
  if (found.disabled) {
    const detail = `The social account "${id}" is disabled in Postiz.`;
    const hint = 'Enable it there first.';
    throw new DomainError('integration_disabled', 'conflict', `${detail} ${hint}`, errors(detail));
  }
  return found;
}

const notNamed = (): DomainError => {
  const detail =
    'This profile publishes through the default connection, where "all" would be every brand\'s accounts.';
  const hint = 'Name the accounts; GET /profiles/{id}/integrations lists them.';
  return new DomainError('integrations_not_named', 'conflict', `${detail} ${hint}`, {
    errors: [{ pointer: '/integrationIds', detail: hint }],
  });
};
