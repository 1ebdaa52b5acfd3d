import { given } from '../../testing/given.ts';
import {
  abandoned,
  cancellationRequested,
  delayed,
  drafted,
  drafting,
  leftAsDraft,
  promoting,
  publicationAccepted,
  requestedFor,
  rescheduled,
  T,
} from '../../testing/publication-facts.ts';
import { abandonAttempt, intendDraft, leaveAsDraft, recordDraft } from './bring-out-post.ts';

const intend = { integrationId: 'a', schedule: 'now', publishAt: new Date(T), requestHash: 'h' };
const record = { integrationId: 'a', attempt: 1, postId: 'post-a', adopted: false, promote: false };

describe('a draft', () => {
  it('is intended with the number of the attempt before it is created', () => {
    given(intendDraft)(requestedFor('a')).when(intend).then(drafting());
  });
  it('gets a new attempt after one was abandoned', () => {
    given(intendDraft)(requestedFor('a'), drafting(), abandoned()).when(intend).then(drafting('a', 2));
  });
  /** Uploading its video takes a while, in which somebody may move it. */
  it('is not intended for an instant that is not wanted any more', () => {
    given(intendDraft)(requestedFor('a'), rescheduled('2026-11-23T10:00:00.000Z', 'a'))
      .when(intend)
      .thenRefused('attempt_superseded');
  });
  it('is counted for its own integration', () => {
    given(intendDraft)(requestedFor('a', 'b'), drafting('b'), abandoned('b')).when(intend).then(drafting());
  });
  it('is recorded once', () => {
    given(recordDraft)(requestedFor('a'), drafting()).when(record).then(drafted());
    given(recordDraft)(requestedFor('a'), drafting(), drafted())
      .when(record)
      .thenRefused('attempt_superseded');
  });
  it('of an older attempt is not taken for the current one', () => {
    given(recordDraft)(requestedFor('a'), drafting(), abandoned(), drafting('a', 2))
      .when({ ...record, postId: 'late' })
      .thenRefused('attempt_superseded');
  });
  it('that was found by its instant says so', () => {
    given(recordDraft)(requestedFor('a'), drafting(), delayed())
      .when({ ...record, adopted: true })
      .then(drafted('a', 1, true));
  });
  it('is promoted in the same breath when it is time', () => {
    given(recordDraft)(requestedFor('a'), drafting())
      .when({ ...record, promote: true })
      .then(drafted(), promoting());
  });
  it.each([
    ['cancelled', cancellationRequested('a')],
    ['moved', rescheduled('2026-11-23T10:00:00.000Z', 'a')],
  ])('stays one when it was to be %s meanwhile', (_what, wish) => {
    given(recordDraft)(requestedFor('a'), drafting(), wish)
      .when({ ...record, promote: true })
      .then(drafted());
  });
  it('that was asked for as one is left, which answers for the publication', () => {
    given(leaveAsDraft)(requestedFor('a'), drafting(), drafted())
      .when({ integrationId: 'a', attempt: 1 })
      .then(leftAsDraft(), publicationAccepted('a'));
  });
});

it('a draft that was asked for is not left when somebody has cancelled it meanwhile', () => {
  given(leaveAsDraft)(requestedFor('a'), drafting(), drafted(), cancellationRequested('a'))
    .when({ integrationId: 'a', attempt: 1 })
    .then();
});

it("an attempt whose draft is in nobody's hands is given up at once", () => {
  given(abandonAttempt)(requestedFor('a'), drafting())
    .when({ integrationId: 'a', attempt: 1, reason: 'late', from: 'drafting' })
    .then(abandoned());
});
