import { DomainError } from '@clipcast/kernel';
import type { Integration } from '@clipcast/postiz';
import { Command } from '@nestjs/cqrs';
import type { ConnectionRef } from '../../connections/postiz-connections.ts';
import type { PublicationRetried } from '../post-events.ts';
import type { Post } from '../post.ts';
import type { ChangedPublication, PublicationWish } from '../publication-changes.ts';
import type { PublicationState } from '../publication.ts';
import { idsOf, postsMeant, reasonsFor } from '../some-posts.ts';

/** Try posts that failed again. */
export class RetryPublication extends Command<ChangedPublication> {
  constructor(
    readonly wish: PublicationWish,
    readonly integrationIds: readonly string[] | undefined,
    /** Whether it may go out although the same media was requested meanwhile; what was allowed once stays allowed. */
    readonly allowDuplicate: boolean,
    /** Whether whoever asks may see every brand. */
    readonly isOperator: boolean,
  ) {
    super();
  }
}

export interface Circumstances {
  readonly connection: ConnectionRef;
  readonly integrations: readonly Integration[];
}

/**
 * The posts a retry is for: those that were named, else all that failed. Cancelled ones stay cancelled: that was somebody's
 * decision, and whoever thinks otherwise requests a new publication.
 * @throws {DomainError} `unconfirmed_needs_decision`, `not_retryable`
 */
export function postsToRetry(
  state: PublicationState,
  integrationIds: readonly string[] | undefined,
): readonly Post[] {
  const meant = postsMeant(state, integrationIds);
  const failed = meant.filter(({ phase }) => phase === 'failed');
  const others = meant.filter(({ phase }) => phase !== 'failed');
  const isRight = integrationIds ? others.length === 0 : failed.length > 0;
  if (isRight) return failed;
  const unconfirmed = others.filter(({ phase }) => phase === 'unconfirmed');
  if (unconfirmed.length > 0)
    throw new DomainError(
      'unconfirmed_needs_decision',
      'conflict',
      'Whether it has appeared is unknown, so trying again could publish it twice. Look at the account, then POST …/integrations/{id}/decide.',
      { posts: reasonsFor(unconfirmed, whyNot) },
    );
  const reasons = reasonsFor(others, whyNot);
  const said = [...new Set(reasons.map(({ reason }) => reason))].join(' ');
  throw new DomainError('not_retryable', 'conflict', `Only what has failed can be retried. ${said}`, {
    posts: reasons,
  });
}

/** Through the profile's connection of today, on accounts that are still there. */
export function retryPublication(
  { integrationIds, allowDuplicate }: Pick<RetryPublication, 'integrationIds' | 'allowDuplicate'>,
  state: PublicationState,
  { connection, integrations }: Circumstances,
): PublicationRetried[] {
  const ids = idsOf(postsToRetry(state, integrationIds));
  for (const id of ids) refuseUnusable(id, integrations);
  return [
    {
      type: 'PublicationRetried',
      data: {
        integrationIds: ids,
        connection: connection.kind,
        connectionVersion: connection.version,
        ...(allowDuplicate && { allowDuplicate }),
      },
    },
  ];
}

function refuseUnusable(id: string, integrations: readonly Integration[]): void {
  const found = integrations.find((integration) => integration.id === id);
  if (!found)
    throw new DomainError(
      'integration_not_found',
      'conflict',
      `The profile's Postiz has no social account "${id}" any more. Request a new publication for another one.`,
    );
  if (found.disabled)
    throw new DomainError(
      'integration_disabled',
      'conflict',
      `The social account "${id}" is disabled in Postiz. Enable it there first.`,
    );
}

function whyNot({ phase, wish }: Post): string {
  switch (phase) {
    case 'published':
      return 'It is published, so there is nothing to retry.';
    case 'cancelled':
      return 'It was cancelled; request a new publication.';
    case 'left-as-draft':
      return 'It is a draft in Postiz, as was asked for.';
    case 'unconfirmed':
      return wish ? 'What was decided about it is being carried out.' : 'Its end is unknown.';
    case 'failed':
      return 'It has failed.';
    case 'waiting':
    case 'drafting':
    case 'drafted':
    case 'promoting':
    case 'dropping':
    case 'accepted':
      return 'It is under way, and is tried again by itself.';
  }
}
