import type { Aggregate, DomainEvent, StreamRef } from '@clipcast/event-store';
import {
  bareId,
  derivedId,
  DomainError,
  FLEET,
  prefixed,
  type CostId,
  type ProfileId,
  type ReRatingId,
} from '@clipcast/kernel';
import { Map } from 'immutable';
import { NONE_LEFT_OUT, type LeftOutSum } from './left-out.ts';

/** Which entries are rated anew: those incurred at or after `from` and before `to`; null leaves nothing out. */
export interface ReRatingTerms {
  /** RFC 3339, UTC. */
  readonly from: string;
  readonly to: string;
  readonly profileIds: readonly ProfileId[] | null;
  readonly provider: string | null;
  readonly model: string | null;
}

type ReRatingFact<Type extends string, Data extends object = object> = DomainEvent<
  Type,
  { readonly reRatingId: ReRatingId; readonly at: string } & Data
>;

/** From here on entries are corrected, whatever happens: what a crash stops is taken up again. */
export type ReRatingBegun = ReRatingFact<'ReRatingBegun', ReRatingTerms>;
/** Every entry costs what the price books said while it went through, save those that are left out. */
export type ReRatingApplied = ReRatingFact<'ReRatingApplied', { readonly leftOut: LeftOutSum }>;
export type ReRatingUndoBegun = ReRatingFact<'ReRatingUndoBegun'>;
/** Every correction has its inverse, save those whose inverse was refused. */
export type ReRatingUndone = ReRatingFact<'ReRatingUndone', { readonly leftOut: LeftOutSum }>;

export type ReRatingEvent = ReRatingBegun | ReRatingApplied | ReRatingUndoBegun | ReRatingUndone;

export interface ReRating {
  readonly id: ReRatingId;
  readonly terms: ReRatingTerms;
  readonly status: 'applying' | 'applied' | 'undoing' | 'undone';
  readonly begunAt: string;
  readonly appliedAt: string | null;
  readonly undoneAt: string | null;
  /** By what was done last: applying it, or undoing it. */
  readonly leftOut: LeftOutSum;
}

/**
 * All re-ratings, because they go one after another: two at the same time would both make up for the same difference.
 * There are as many as an operator has asked for, so one stream holds them.
 */
export interface ReRatingsState {
  readonly all: Map<ReRatingId, ReRating>;
  /** The one that is being applied or undone. */
  readonly atWork: ReRatingId | null;
}

export const reRatings: Aggregate<ReRatingsState, ReRatingEvent> = {
  streamType: 're-ratings',
  initialState: { all: Map(), atWork: null },
  eventTypes: { ReRatingBegun: true, ReRatingApplied: true, ReRatingUndoBegun: true, ReRatingUndone: true },
  evolve(state, event): ReRatingsState {
    const { reRatingId: id, at } = event.data;
    switch (event.type) {
      case 'ReRatingBegun': {
        const { from, to, profileIds, provider, model } = event.data;
        const terms = { from, to, profileIds, provider, model };
        const begun: ReRating = {
          id,
          terms,
          status: 'applying',
          begunAt: at,
          appliedAt: null,
          undoneAt: null,
          leftOut: NONE_LEFT_OUT,
        };
        return { all: state.all.set(id, begun), atWork: id };
      }
      case 'ReRatingApplied': {
        const { leftOut } = event.data;
        return { all: changed(state, id, { status: 'applied', appliedAt: at, leftOut }), atWork: null };
      }
      case 'ReRatingUndoBegun':
        return { all: changed(state, id, { status: 'undoing' }), atWork: id };
      case 'ReRatingUndone': {
        const { leftOut } = event.data;
        return { all: changed(state, id, { status: 'undone', undoneAt: at, leftOut }), atWork: null };
      }
    }
  },
};

const changed = (
  { all }: ReRatingsState,
  id: ReRatingId,
  change: Partial<ReRating>,
): ReRatingsState['all'] => {
  const before = all.get(id);
  return before ? all.set(id, { ...before, ...change }) : all;
};

/** The one stream of them. */
export const RE_RATINGS: StreamRef = {
  profileId: FLEET,
  type: reRatings.streamType,
  id: derivedId('re-ratings', bareId(FLEET)),
};

/** @throws {DomainError} `re_rating_not_found` */
export function knownReRating({ all }: ReRatingsState, id: ReRatingId): ReRating {
  const known = all.get(id);
  if (known) return known;
  throw new DomainError('re_rating_not_found', 'not_found', 'There is no re-rating with this id.');
}

/** @throws {DomainError} `re_rating_in_progress` when one is being applied or undone. */
export function requireNoneAtWork({ atWork }: ReRatingsState): void {
  if (atWork === null) return;
  throw new DomainError(
    're_rating_in_progress',
    'conflict',
    `The re-rating ${atWork} is under way, and they go one after another. Ask again when GET /re-ratings/${atWork} says that it is done.`,
    { reRatingId: atWork },
  );
}

/** The entry with which a re-rating corrects another: one for ever. */
export const correctionIdOf = (reRatingId: ReRatingId, corrected: CostId): CostId =>
  prefixed('cst', derivedId('re-rating', bareId(reRatingId), bareId(corrected)));

/** The entry that takes the correction back: one for ever. */
export const inverseIdOf = (reRatingId: ReRatingId, corrected: CostId): CostId =>
  prefixed('cst', derivedId('undo-re-rating', bareId(reRatingId), bareId(corrected)));
