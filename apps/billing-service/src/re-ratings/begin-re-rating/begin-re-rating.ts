import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ReRatingId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { isDeepStrictEqual } from 'node:util';
import {
  requireNoneAtWork,
  type ReRatingBegun,
  type ReRatingsState,
  type ReRatingTerms,
} from '../re-ratings.ts';

/** Corrects every entry that costs something else by the price books of today. Answers with the re-rating's id. */
export class BeginReRating extends Command<ReRatingId> {
  constructor(
    /** Undefined for a new one. */
    readonly reRatingId: ReRatingId | undefined,
    readonly terms: ReRatingTerms,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * The same id with the same terms is the same re-rating, however far it has come.
 * @throws {DomainError} `re_rating_id_reused`, `re_rating_in_progress`
 */
export function beginReRating(
  begun: { readonly reRatingId: ReRatingId; readonly terms: ReRatingTerms; readonly at: string },
  state: ReRatingsState,
): ReRatingBegun[] {
  const { reRatingId, terms, at } = begun;
  const known = state.all.get(reRatingId);
  if (known) {
    if (isDeepStrictEqual(known.terms, terms)) return [];
    throw new DomainError(
      're_rating_id_reused',
      'conflict',
      'There is a re-rating with this id and other terms. Use a new id, or none.',
      { reRatingId },
    );
  }
  requireNoneAtWork(state);
  return [{ type: 'ReRatingBegun', data: { reRatingId, at, ...terms } }];
}
