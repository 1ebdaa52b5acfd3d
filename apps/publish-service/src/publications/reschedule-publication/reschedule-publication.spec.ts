import {
  accepted,
  cancellationRequested,
  cancelled,
  drafted,
  drafting,
  failed,
  leftAsDraft,
  promoting,
  publicationSpec,
  published,
  REQUESTED_AT,
  requestedFor,
  rescheduled,
  unconfirmed,
} from '../../testing/publication-facts.ts';
import type { Schedule } from '../post.ts';
import type { PublicationEvent } from '../publication.ts';
import { reschedulePublication } from './reschedule-publication.ts';

const MONDAY = '2026-11-23T10:00:00.000Z';
const TUESDAY = '2026-11-24T10:00:00.000Z';
const given = publicationSpec(({ to, now = REQUESTED_AT }: { to: Schedule; now?: string }, state) =>
  reschedulePublication({ schedule: to, now: new Date(now) }, state),
);

describe('moving a publication', () => {
  it('changes what waits, in whatever direction', () => {
    given(requestedFor(['a', 'b'], MONDAY))
      .when({ to: TUESDAY })
      .then(rescheduled(TUESDAY, 'a', 'b'));
    given(requestedFor(['a'], MONDAY))
      .when({ to: 'now' })
      .then(rescheduled('now', 'a'));
    given(requestedFor(['a'], 'now'))
      .when({ to: MONDAY })
      .then(rescheduled(MONDAY, 'a'));
  });
  it('changes what is under way too, as far as it still can be taken back', () => {
    const queued = [drafting('a', MONDAY), drafted(), promoting(), accepted('a', MONDAY)];
    given(requestedFor(['a'], MONDAY), ...queued)
      .when({ to: TUESDAY, now: '2026-11-23T09:59:58.000Z' })
      .then(rescheduled(TUESDAY, 'a'));
    given(requestedFor(['a'], MONDAY), ...queued)
      .when({ to: TUESDAY, now: '2026-11-23T09:59:59.000Z' })
      .thenRefused('too_late_to_move');
  });
  it('moves what can be moved', () => {
    given(requestedFor(['a', 'b'], MONDAY), failed('a'))
      .when({ to: TUESDAY })
      .then(rescheduled(TUESDAY, 'b'));
  });
  /** What is due within a day is a draft in Postiz long before its instant. */
  it('turns a draft into a dated post and back as long as it is in time', () => {
    given(requestedFor(['a'], 'draft'))
      .when({ to: MONDAY })
      .then(rescheduled(MONDAY, 'a'));
    given(requestedFor(['a'], MONDAY))
      .when({ to: 'draft' })
      .then(rescheduled('draft', 'a'));
    given(requestedFor(['a'], 'draft'), drafting())
      .when({ to: MONDAY })
      .then(rescheduled(MONDAY, 'a'));
    const queued = [drafting('a', MONDAY), drafted(), promoting(), accepted('a', MONDAY)];
    for (const underWay of [queued.slice(0, 1), queued.slice(0, 2), queued])
      given(requestedFor(['a'], MONDAY), ...underWay)
        .when({ to: 'draft', now: '2026-11-23T09:59:58.000Z' })
        .then(rescheduled('draft', 'a'));
    given(requestedFor(['a'], MONDAY), ...queued)
      .when({ to: 'draft', now: '2026-11-23T09:59:59.000Z' })
      .thenRefused('too_late_to_move');
  });
  it('can be thought over again', () => {
    given(requestedFor(['a'], MONDAY), drafting('a', MONDAY), rescheduled(TUESDAY, 'a'))
      .when({ to: MONDAY })
      .then(rescheduled(MONDAY, 'a'));
  });
  it('to where it is already changes nothing', () => {
    given(requestedFor(['a'], MONDAY))
      .when({ to: MONDAY })
      .then();
    given(requestedFor(['a'], MONDAY), drafting('a', MONDAY), rescheduled(TUESDAY, 'a'))
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
    given(requestedFor(['a'], 'now'), ...history)
      .when({ to: MONDAY })
      .thenRefused('too_late_to_move');
  });
  it('is refused to a time that cannot be', () => {
    given(requestedFor(['a']))
      .when({ to: '2026-11-22T09:58:59.000Z' })
      .thenRefused('schedule_in_the_past');
    given(requestedFor(['a']))
      .when({ to: '2027-11-24T10:00:00.000Z' })
      .thenRefused('schedule_too_far');
  });
});
