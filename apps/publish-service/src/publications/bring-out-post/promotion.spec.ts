import { given } from '../../testing/given.ts';
import {
  accepted,
  cancellationRequested,
  drafted,
  drafting,
  dropping,
  promoting,
  publicationAccepted,
  requestedFor,
} from '../../testing/publication-facts.ts';
import { acceptPost, intendPromotion, retractPromotion } from './bring-out-post.ts';

const attempt = { integrationId: 'a', attempt: 1 };

describe('a promotion', () => {
  it('is intended for the draft that was recorded', () => {
    given(intendPromotion)(requestedFor('a'), drafting(), drafted()).when(attempt).then(promoting());
  });
  it('is not intended any more once somebody wants something else', () => {
    given(intendPromotion)(requestedFor('a'), drafting(), drafted(), cancellationRequested('a'))
      .when(attempt)
      .then();
  });
  it('that succeeded is accepted, and the last one is announced', () => {
    given(acceptPost)(requestedFor('a'), drafting(), drafted(), promoting())
      .when(attempt)
      .then(accepted(), publicationAccepted('a'));
  });
  it('is announced only when every integration has its answer', () => {
    given(acceptPost)(requestedFor('a', 'b'), drafting(), drafted(), promoting())
      .when(attempt)
      .then(accepted());
  });
  it('is accepted also of a draft that somebody scheduled in Postiz', () => {
    given(acceptPost)(requestedFor('a'), drafting(), drafted())
      .when(attempt)
      .then(accepted(), publicationAccepted('a'));
  });
  it('is accepted after all when the draft to be dropped turns out to be scheduled', () => {
    given(acceptPost)(requestedFor('a'), drafting(), drafted(), promoting(), dropping('promoting'))
      .when(attempt)
      .then(accepted(), publicationAccepted('a'));
  });
  it('is accepted once', () => {
    given(acceptPost)(requestedFor('a'), drafting(), drafted(), promoting(), accepted())
      .when(attempt)
      .thenRefused('attempt_superseded');
  });
});

describe('a promotion that did not happen', () => {
  it('leaves the draft as it was, to be promoted again', () => {
    const retracted = {
      type: 'PostPromotionRetracted' as const,
      data: { integrationId: 'a', attempt: 1, postId: 'post-a' },
    };
    given(retractPromotion)(requestedFor('a'), drafting(), drafted(), promoting())
      .when({ integrationId: 'a', attempt: 1 })
      .then(retracted);
    given(intendPromotion)(requestedFor('a'), drafting(), drafted(), promoting(), retracted)
      .when({ integrationId: 'a', attempt: 1 })
      .then(promoting());
  });
});
