import type { CommandContext } from '@clipcast/event-store';
import type { ReRatingId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import {
  knownReRating,
  requireNoneAtWork,
  type ReRatingsState,
  type ReRatingUndoBegun,
} from '../re-ratings.ts';

/** Takes back every correction of a re-rating. */
export class UndoReRating extends Command<ReRatingId> {
  constructor(
    readonly reRatingId: ReRatingId,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * Once: what is undone, or is being undone, stays so.
 * @throws {DomainError} `re_rating_not_found`, `re_rating_in_progress` also while this one is still being applied.
 */
export function undoReRating(
  { reRatingId, at }: { readonly reRatingId: ReRatingId; readonly at: string },
  state: ReRatingsState,
): ReRatingUndoBegun[] {
  const { status } = knownReRating(state, reRatingId);
  if (status === 'undoing' || status === 'undone') return [];
  requireNoneAtWork(state);
  return [{ type: 'ReRatingUndoBegun', data: { reRatingId, at } }];
}
