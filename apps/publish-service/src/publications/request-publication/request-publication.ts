import type { PublicationRequested } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ClipId, type ProfileId, type PublicationId } from '@clipcast/kernel';
import type { Integration } from '@clipcast/postiz';
import { Command } from '@nestjs/cqrs';
import type { ConnectionRef } from '../../connections/postiz-connections.ts';
import type { RequestedIntegration, Schedule } from '../post.ts';
import type { PublicationView } from '../publication-view.ts';
import type { PublicationState } from '../publication.ts';
import { refuseImpossible } from '../schedule.ts';
import { chooseIntegrations, type WantedIntegrations } from '../chosen-integrations.ts';
import { escaped, refuseByRules } from './refused-by-rules.ts';

/** What is to be published where, as it was asked for. */
export interface Asked {
  readonly clipId: ClipId;
  readonly caption: string;
  readonly integrationIds: WantedIntegrations;
  readonly schedule: Schedule;
  /** Captions that differ, by integration id. */
  readonly captions: Readonly<Record<string, string>>;
  /** Provider settings, by integration id or by provider. */
  readonly settings: Readonly<Record<string, RequestedIntegration['settings']>>;
  /** Somebody knows that it was published before, and wants it all the same. */
  readonly allowDuplicate: boolean;
}

/** Bring one clip to social accounts of its profile. */
export class RequestPublication extends Command<PublicationView> {
  constructor(
    readonly profileId: ProfileId,
    readonly publicationId: PublicationId,
    readonly asked: Asked,
    readonly context: CommandContext,
    /** Whether whoever asks may see every brand. */
    readonly isOperator: boolean,
  ) {
    super();
  }
}

export interface Circumstances {
  readonly connection: ConnectionRef;
  /** The clip's content. */
  readonly media: { readonly sha256: string; readonly bytes: number };
  readonly leadSeconds: number;
  readonly now: Date;
  /** The accounts behind the connection. */
  readonly integrations: readonly Integration[];
}

export function requestPublication(
  { publicationId, asked }: Pick<RequestPublication, 'publicationId' | 'asked'>,
  state: PublicationState,
  { connection, media, leadSeconds, now, integrations }: Circumstances,
): PublicationRequested[] {
  if (state.status !== 'unknown')
    throw new DomainError('publication_exists', 'conflict', 'This publication was requested already.');
  const { clipId, schedule, allowDuplicate } = asked;
  refuseImpossible(schedule, now);
  const chosen = chooseIntegrations(asked.integrationIds, integrations, connection.kind);
  refuseStrangers('captions', asked.captions, chosen);
  refuseStrangers('settings', asked.settings, chosen);
  const requested = chosen.map(({ id, identifier, name }) => ({
    integrationId: id,
    provider: identifier,
    name,
    caption: asked.captions[id] ?? asked.caption,
    settings: asked.settings[id] ?? asked.settings[identifier] ?? {},
  }));
  refuseByRules(asked, requested, media.bytes);
  return [
    {
      type: 'PublicationRequested',
      data: {
        publicationId,
        clipId,
        connection: connection.kind,
        connectionVersion: connection.version,
        sha256: media.sha256,
        allowDuplicate,
        schedule,
        leadSeconds,
        requestedAt: now.toISOString(),
        integrations: requested,
      },
    },
  ];
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
    `"${field}" has an entry for "${stranger}", which this publication does not go to. Take it out, or add the account to "integrationIds".`,
    { errors: [{ pointer: `/${field}/${escaped(stranger)}`, detail }] },
  );
}
