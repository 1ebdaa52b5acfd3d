import { given } from '../../testing/given.ts';
import {
  abandoned,
  accepted,
  cancellationRequested,
  cancelled,
  decided,
  drafted,
  drafting,
  dropping,
  promoting,
  publicationAccepted,
  publicationCancelled,
  publicationFailed,
  requestedFor,
  rescheduled,
  unconfirmed,
} from '../../testing/publication-facts.ts';
import type { DroppedFrom } from '../post.ts';
import type { PublicationEvent } from '../publication.ts';
import { abandonAttempt, concludeWish, intendDrop, refuseWithdrawal } from './bring-out-post.ts';

const attempt = { integrationId: 'a', attempt: 1 };
const toDrafted = [requestedFor('a'), drafting(), drafted()];
const toAccepted = [...toDrafted, promoting(), accepted()];
const LATER = '2026-11-23T10:00:00.000Z';

describe('taking a post out of Postiz', () => {
  it.each<[DroppedFrom, PublicationEvent[]]>([
    ['drafted', toDrafted],
    ['promoting', [...toDrafted, promoting()]],
    ['accepted', toAccepted],
    ['unconfirmed', [...toAccepted, unconfirmed()]],
  ])('is said before it is done, with what it was: %s', (from, history) => {
    given(intendDrop)(...history)
      .when({ ...attempt, from })
      .then(dropping(from));
  });
  it('ends the attempt', () => {
    given(abandonAttempt)(...toDrafted, dropping('drafted'))
      .when({ ...attempt, reason: 'late', from: 'dropping' })
      .then(abandoned());
  });
  it('is not begun by a worker that found it in an earlier phase', () => {
    given(intendDrop)(...toDrafted, promoting())
      .when({ ...attempt, from: 'drafted' })
      .thenRefused('attempt_superseded');
  });
});

describe('what somebody wished', () => {
  const detail = 'It came too late: Postiz publishes the post at its instant.';
  it('is refused when it came too late, once', () => {
    given(refuseWithdrawal)(...toAccepted, cancellationRequested('a'))
      .when({ ...attempt, detail })
      .then({ type: 'PostWithdrawalRefused', data: { ...attempt, detail } });
    given(refuseWithdrawal)(...toAccepted)
      .when({ ...attempt, detail })
      .then();
  });
  it('to cancel ends the post, once nothing of it is in Postiz', () => {
    given(concludeWish)(requestedFor('a'), cancellationRequested('a'))
      .when({ integrationId: 'a' })
      .then(cancelled(), publicationCancelled('a'));
  });
  it('to give up ends it as failed', () => {
    const detail = 'A person gave it up after its end could not be found out.';
    given(concludeWish)(
      ...toAccepted.slice(0, -1),
      unconfirmed(),
      decided('give_up'),
      dropping('unconfirmed'),
      abandoned(),
    )
      .when({ integrationId: 'a' })
      .then(
        { type: 'PostFailed', data: { integrationId: 'a', code: 'given_up', detail } },
        publicationFailed(detail, 'a'),
      );
  });
  it('to move or to publish again is no end', () => {
    given(concludeWish)(requestedFor('a'), rescheduled(LATER, 'a')).when({ integrationId: 'a' }).then();
    given(concludeWish)(...toDrafted, rescheduled(LATER, 'a'), dropping('drafted'), abandoned())
      .when({ integrationId: 'a' })
      .then();
  });
  it('for one integration leaves the others to their course', () => {
    const others = [drafting('b'), drafted('b'), promoting('b'), accepted('b')];
    given(concludeWish)(requestedFor('a', 'b'), ...others, cancellationRequested('a'))
      .when({ integrationId: 'a' })
      .then(cancelled(), publicationAccepted('b'));
  });
});
