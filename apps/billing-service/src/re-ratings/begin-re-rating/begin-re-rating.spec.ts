import { prefixed } from '@clipcast/kernel';
import { deciderSpec } from '@clipcast/testing';
import { NONE_LEFT_OUT } from '../left-out.ts';
import { reRatings, type ReRatingEvent, type ReRatingsState, type ReRatingTerms } from '../re-ratings.ts';
import { undoReRating } from '../undo-re-rating/undo-re-rating.ts';
import { beginReRating } from './begin-re-rating.ts';

const one = prefixed('rrt', '019a0000-0000-7000-8000-000000000001');
const other = prefixed('rrt', '019a0000-0000-7000-8000-000000000002');
const at = '2026-03-15T12:00:00.000Z';
const terms: ReRatingTerms = {
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
  profileIds: null,
  provider: 'elevenlabs',
  model: null,
};
const begun = (reRatingId = one): ReRatingEvent => ({
  type: 'ReRatingBegun',
  data: { reRatingId, at, ...terms },
});
const fact = (type: Exclude<ReRatingEvent['type'], 'ReRatingBegun'>, reRatingId = one): ReRatingEvent => {
  const data = { reRatingId, at };
  return type === 'ReRatingUndoBegun' ? { type, data } : { type, data: { ...data, leftOut: NONE_LEFT_OUT } };
};
const applied = [begun(), fact('ReRatingApplied')];

describe('beginning a re-rating', () => {
  const given = deciderSpec<ReRatingsState, ReRatingEvent, Parameters<typeof beginReRating>[0]>({
    ...reRatings,
    decide: beginReRating,
  });
  const begin = (reRatingId = one, different: Partial<ReRatingTerms> = {}) => ({
    reRatingId,
    at,
    terms: { ...terms, ...different },
  });

  it('with the same id and terms is the same one, however far it has come', () => {
    given().when(begin()).then(begun());
    given(begun()).when(begin()).then();
    given(...applied)
      .when(begin())
      .then();
    given(...applied, fact('ReRatingUndoBegun'), fact('ReRatingUndone'))
      .when(begin())
      .then();
  });
  it('with the same id and other terms is refused', () => {
    given(...applied)
      .when(begin(one, { model: 'eleven_v3' }))
      .thenRefused('re_rating_id_reused');
  });
  it('waits for the one before', () => {
    given(begun()).when(begin(other)).thenRefused('re_rating_in_progress');
    given(...applied, fact('ReRatingUndoBegun'))
      .when(begin(other))
      .thenRefused('re_rating_in_progress');
    given(...applied)
      .when(begin(other))
      .then(begun(other));
  });
});

describe('undoing a re-rating', () => {
  const given = deciderSpec<ReRatingsState, ReRatingEvent, Parameters<typeof undoReRating>[0]>({
    ...reRatings,
    decide: undoReRating,
  });
  const undo = { reRatingId: one, at };

  it('happens once', () => {
    given(...applied)
      .when(undo)
      .then(fact('ReRatingUndoBegun'));
    given(...applied, fact('ReRatingUndoBegun'))
      .when(undo)
      .then();
    given(...applied, fact('ReRatingUndoBegun'), fact('ReRatingUndone'))
      .when(undo)
      .then();
  });
  it('waits until it, and any other, is done', () => {
    given(begun()).when(undo).thenRefused('re_rating_in_progress');
    given(...applied, begun(other))
      .when(undo)
      .thenRefused('re_rating_in_progress');
  });
  it('needs one', () => {
    given().when(undo).thenRefused('re_rating_not_found');
  });
});
