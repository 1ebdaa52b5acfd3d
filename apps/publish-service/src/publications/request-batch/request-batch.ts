import type { CommandContext } from '@clipcast/event-store';
import { derivedId, DomainError, type ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { PublicationView } from '../publication-view.ts';
import type { Asked } from '../request-publication/request-publication.ts';

/** How many posts one batch may come to: clips times accounts. */
export const PAIRS_MAX = 500;

/** One item as it was asked for, or why it cannot be read. */
export type BatchItem = Asked | DomainError;

/** What came of one item. */
export type ItemOutcome = PublicationView | DomainError;

/** Bring many clips to social accounts of one profile, each judged alone. */
export class RequestBatch extends Command<readonly ItemOutcome[]> {
  constructor(
    readonly profileId: ProfileId,
    readonly items: readonly BatchItem[],
    readonly context: CommandContext,
    /** Whether whoever asks may see every brand. */
    readonly isOperator: boolean,
  ) {
    super();
  }
}

/**
 * The identity of one item: from the batch's key and its place, so that a repeated batch meets the answer of every item
 * that the first one came to, also when that was cut off in the middle.
 */
export function contextOfItem(context: CommandContext, index: number): CommandContext {
  const { idempotency } = context;
  if (!idempotency) return context;
  const commandId = derivedId('batch-item', idempotency.commandId, String(index));
  return { ...context, idempotency: { ...idempotency, commandId } };
}

/** @throws {DomainError} `batch_too_large` */
export function refuseLarge(pairs: number): void {
  if (pairs <= PAIRS_MAX) return;
  throw new DomainError(
    'batch_too_large',
    'too_large',
    `The batch comes to ${pairs} posts (clips times accounts); at most ${PAIRS_MAX} go into one. Nothing of it was requested: split it.`,
    { posts: pairs, postsMax: PAIRS_MAX },
  );
}

/** The places of items, in lanes: those of one clip come one after the other, so that of two that are the same the first counts. */
export function lanesByClip(items: readonly Pick<Asked, 'clipId'>[]): number[][] {
  const lanes = new Map<string, number[]>();
  for (const [index, { clipId }] of items.entries()) lanes.set(clipId, [...(lanes.get(clipId) ?? []), index]);
  return [...lanes.values()];
}
