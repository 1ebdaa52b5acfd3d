import { DomainError } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { Post, Schedule } from '../post.ts';
import type { ChangedPublication, PublicationWish } from '../publication-changes.ts';
import { requested, type PublicationEvent, type PublicationState } from '../publication.ts';
import { refuseImpossible } from '../schedule.ts';
import { idsOf, reasonsFor } from '../some-posts.ts';
import { isChangeable } from '../still-in-time.ts';

/** Let a publication appear at another time. */
export class ReschedulePublication extends Command<ChangedPublication> {
  constructor(
    readonly wish: PublicationWish,
    readonly schedule: Schedule,
  ) {
    super();
  }
}

/**
 * Moves every post that still can be moved. One that has the wanted schedule already stays as it is. What is in Postiz is
 * taken out of it and made anew, also where a draft becomes a dated post or a dated post becomes a draft.
 */
export function reschedulePublication(
  { schedule, now }: { readonly schedule: Schedule; readonly now: Date },
  state: PublicationState,
): readonly PublicationEvent[] {
  const { posts, request } = requested(state);
  refuseImpossible(schedule, now);
  const movable = posts.filter((post) => isChangeable(post, now, request.leadSeconds));
  const others = movable.filter((post) => post.schedule !== schedule);
  if (movable.length === 0) throw refusal(posts);
  if (others.length === 0) return [];
  return [{ type: 'PublicationRescheduled', data: { integrationIds: idsOf(others), schedule } }];
}

function refusal(posts: readonly Post[]): DomainError {
  const reasons = reasonsFor(posts, whyNot);
  const said = [...new Set(reasons.map(({ reason }) => reason))].join(' ');
  return new DomainError('too_late_to_move', 'conflict', `Nothing is left to move. ${said}`, {
    posts: reasons,
  });
}

function whyNot(post: Post): string {
  switch (post.phase) {
    case 'published':
      return 'It is published; request a new publication to publish it once more.';
    case 'cancelled':
      return 'It is cancelled; request a new publication.';
    case 'failed':
      return 'It has failed; retry it first.';
    case 'unconfirmed':
      return 'Whether it has appeared is unknown; decide about it first.';
    case 'left-as-draft':
      return 'It is a draft in Postiz now, as was asked for; schedule it there.';
    case 'waiting':
    case 'drafting':
    case 'drafted':
    case 'promoting':
    case 'dropping':
    case 'accepted':
      if (post.wish === 'cancel') return 'It is being cancelled; request a new publication.';
      if (post.wish === 'again' || post.wish === 'give-up')
        return 'What was decided about it is being carried out; look again in a moment.';
      return 'Its instant is too near, or past: it can no longer be taken back for sure before Postiz publishes it. Wait for its end.';
  }
}
