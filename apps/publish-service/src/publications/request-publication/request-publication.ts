import type { PublicationRequested } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ClipId, type ProfileId, type PublicationId } from '@clipcast/kernel';
import type { Integration } from '@clipcast/postiz';
import { Command } from '@nestjs/cqrs';
import type { ConnectionRef } from '../../connections/postiz-connections.ts';
import type { RequestedIntegration } from '../post.ts';
import type { PublicationView } from '../publication-view.ts';
import type { PublicationState } from '../publication.ts';

/** What is to be published where, as it was asked for. */
export interface Asked {
  readonly clipId: ClipId;
  readonly caption: string;
  readonly integrationIds: readonly string[] | 'all';
  readonly schedule: 'now';
  /** Captions that differ, by integration id. */
  readonly captions: Readonly<Record<string, string>>;
  /** Provider settings, by integration id or by provider. */
  readonly settings: Readonly<Record<string, RequestedIntegration['settings']>>;
}

/** Bring one clip to social accounts of its profile. */
export class RequestPublication extends Command<PublicationView> {
  constructor(
    readonly profileId: ProfileId,
    readonly publicationId: PublicationId,
    readonly asked: Asked,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export interface Circumstances {
  readonly connection: ConnectionRef;
  /** Of the clip's content. */
  readonly sha256: string;
  readonly leadSeconds: number;
  readonly now: Date;
  /** The accounts behind the profile's own connection. */
  readonly integrations: readonly Integration[];
}

export function requestPublication(
  { publicationId, asked }: Pick<RequestPublication, 'publicationId' | 'asked'>,
  state: PublicationState,
  { connection, sha256, leadSeconds, now, integrations }: Circumstances,
): PublicationRequested[] {
  if (state.status !== 'unknown')
    throw new DomainError('publication_exists', 'conflict', 'This publication was requested already.');
  const { clipId, schedule } = asked;
  const chosen = choose(asked.integrationIds, integrations);
  refuseStrangers('captions', asked.captions, chosen);
  refuseStrangers('settings', asked.settings, chosen);
  const requested = chosen.map(({ id, identifier, name }) => ({
    integrationId: id,
    provider: identifier,
    name,
    caption: asked.captions[id] ?? asked.caption,
    settings: asked.settings[id] ?? asked.settings[identifier] ?? {},
  }));
  return [
    {
      type: 'PublicationRequested',
      data: {
        publicationId,
        clipId,
        connection: connection.kind,
        connectionVersion: connection.version,
        sha256,
        allowDuplicate: false,
        schedule,
        leadSeconds,
        requestedAt: now.toISOString(),
        integrations: requested,
      },
    },
  ];
}

function choose(wanted: Asked['integrationIds'], integrations: readonly Integration[]): Integration[] {
  if (wanted === 'all') {
    const enabled = integrations.filter(({ disabled }) => !disabled);
    if (enabled.length > 0) return enabled;
    throw new DomainError(
      'no_integration',
      'conflict',
      "The profile's Postiz has no enabled social account. Connect one there first.",
    );
  }
  return wanted.map((id, index) => {
    const found = integrations.find((integration) => integration.id === id);
    const errors = (detail: string) => ({ errors: [{ pointer: `/integrationIds/${index}`, detail }] });
    if (!found) {
      const detail = `The profile's Postiz has no social account "${id}".`;
      throw new DomainError(
        'integration_not_found',
        'not_found',
        `${detail} GET /profiles/{id}/integrations lists them.`,
        errors(detail),
      );
    }
    if (found.disabled) {
      const detail = `The social account "${id}" is disabled in Postiz.`;
      throw new DomainError(
        'integration_disabled',
        'conflict',
        `${detail} Enable it there first.`,
        errors(detail),
      );
    }
    return found;
  });
}

/** A caption for an account that is not published to is a slip of the pen that must not pass unseen. */
function refuseStrangers(
  field: 'captions' | 'settings',
  given: Readonly<Record<string, unknown>>,
  chosen: readonly Integration[],
): void {
  const known = new Set(
    chosen.flatMap(({ id, identifier }) => (field === 'settings' ? [id, identifier] : [id])),
  );
  const stranger = Object.keys(given).find((key) => !known.has(key));
  if (stranger === undefined) return;
  const detail = 'names no account of this publication';
  throw new DomainError(
    'invalid_request',
    'invalid',
    `${field} for "${stranger}", which this publication does not go to.`,
    {
      errors: [{ pointer: `/${field}/${stranger.replaceAll('~', '~0').replaceAll('/', '~1')}`, detail }],
    },
  );
}
