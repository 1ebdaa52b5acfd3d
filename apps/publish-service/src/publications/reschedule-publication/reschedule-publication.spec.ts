import { given as givenFor } from '../../testing/given.ts';
import {
  accepted,
  cancellationRequested,
  cancelled,
  drafted,
  drafting,
  failed,
  leftAsDraft,
  promoting,
  published,
  REQUESTED_AT,
  requestedAt,
  requestedFor,
  rescheduled,
  unconfirmed,
} from '../../testing/publication-facts.ts';
import type { Schedule } from '../post.ts';
import type { PublicationEvent } from '../publication.ts';
import { reschedulePublication } from './reschedule-publication.ts';

const MONDAY = '2026-11-23T10:00:00.000Z';
const TUESDAY = '2026-11-24T10:00:00.000Z';
const given = givenFor(({ to, now = REQUESTED_AT }: { to: Schedule; now?: string }, state) =>
  reschedulePublication({ schedule: to, now: new Date(now) }, state),
);

describe('moving a publication', () => {
  it('changes what waits, in whatever direction', () => {
    given(requestedAt(MONDAY, 'a', 'b'))
      .when({ to: TUESDAY })
      .then(rescheduled(TUESDAY, 'a', 'b'));
    given(requestedAt(MONDAY, 'a')).when({ to: 'now' }).then(rescheduled('now', 'a'));
    given(requestedAt('now', 'a')).when({ to: MONDAY }).then(rescheduled(MONDAY, 'a'));
  });
  it('changes what is under way too, as far as it still can be taken back', () => {
    const queued = [drafting('a', 1, MONDAY), drafted(), promoting(), accepted('a', 1, MONDAY)];
    given(requestedAt(MONDAY, 'a'), ...queued)
      .when({ to: TUESDAY, now: '2026-11-23T09:59:58.000Z' })
      .then(rescheduled(TUESDAY, 'a'));
    given(requestedAt(MONDAY, 'a'), ...queued)
      .when({ to: TUESDAY, now: '2026-11-23T09:59:59.000Z' })
      .thenRefused('too_late_to_move');
  });
  it('moves what can be moved', () => {
    given(requestedAt(MONDAY, 'a', 'b'), failed('a'))
      .when({ to: TUESDAY })
      .then(rescheduled(TUESDAY, 'b'));
  });
  /** What is due within a day is a draft in Postiz long before its instant. */
  it('turns a draft into a dated post and back as long as it is in time', () => {
    given(requestedAt('draft', 'a')).when({ to: MONDAY }).then(rescheduled(MONDAY, 'a'));
    given(requestedAt(MONDAY, 'a')).when({ to: 'draft' }).then(rescheduled('draft', 'a'));
    given(requestedAt('draft', 'a'), drafting()).when({ to: MONDAY }).then(rescheduled(MONDAY, 'a'));
    const queued = [drafting('a', 1, MONDAY), drafted(), promoting(), accepted('a', 1, MONDAY)];
    for (const underWay of [queued.slice(0, 1), queued.slice(0, 2), queued])
      given(requestedAt(MONDAY, 'a'), ...underWay)
        .when({ to: 'draft', now: '2026-11-23T09:59:58.000Z' })
        .then(rescheduled('draft', 'a'));
    given(requestedAt(MONDAY, 'a'), ...queued)
      .when({ to: 'draft', now: '2026-11-23T09:59:59.000Z' })
      .thenRefused('too_late_to_move');
  });
  it('can be thought over again', () => {
    given(requestedAt(MONDAY, 'a'), drafting('a', 1, MONDAY), rescheduled(TUESDAY, 'a'))
      .when({ to: MONDAY })
      .then(rescheduled(MONDAY, 'a'));
  });
  it('to where it is already changes nothing', () => {
    given(requestedAt(MONDAY, 'a')).when({ to: MONDAY }).then();
    given(requestedAt(MONDAY, 'a'), drafting('a', 1, MONDAY), rescheduled(TUESDAY, 'a'))
      .when({ to: TUESDAY })
      .then();
  });
  it.each<[string, PublicationEvent[]]>([
    ['published', [drafting(), drafted(), promoting(), accepted(), published()]],
    ['failed', [failed()]],
    ['cancelled', [cancelled()]],
    ['being cancelled', [drafting(), cancellationRequested('a')]],
    ['left as a draft', [drafting(), drafted(), leftAsDraft()]],
    ['unconfirmed', [drafting(), drafted(), promoting(), unconfirmed()]],
  ])('is refused when it is %s', (_what, history) => {
    given(requestedAt('now', 'a'), ...history)
      .when({ to: MONDAY })
      .thenRefused('too_late_to_move');
  });
  it('is refused to a time that cannot be', () => {
    given(requestedFor('a')).when({ to: '2026-11-22T09:58:59.000Z' }).thenRefused('schedule_in_the_past');
    given(requestedFor('a')).when({ to: '2027-11-24T10:00:00.000Z' }).thenRefused('schedule_too_far');
  });
});
