import { DomainError } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { Post, Schedule } from '../post.ts';
import type { ChangedPublication, PublicationWish } from '../publication-changes.ts';
import { requested, type PublicationEvent, type PublicationState } from '../publication.ts';
import { refuseImpossible } from '../schedule.ts';
import { idsOf, reasonsFor } from '../some-posts.ts';
import { isInTime } from '../still-in-time.ts';

/** Let a publication appear at another time. */
export class ReschedulePublication extends Command<ChangedPublication> {
  constructor(
    readonly wish: PublicationWish,
    readonly schedule: Schedule,
  ) {
    super();
  }
}

/** Moves every post that still can be moved. One that has the wanted schedule already stays as it is. */
export function reschedulePublication(
  { schedule, now }: { readonly schedule: Schedule; readonly now: Date },
  state: PublicationState,
): readonly PublicationEvent[] {
  const { posts, request } = requested(state);
  refuseImpossible(schedule, now);
  const movable = posts.filter((post) => isMovable(post, schedule, now, request.leadSeconds));
  const others = movable.filter((post) => post.schedule !== schedule);
  if (movable.length === 0) throw refusal(posts, schedule);
  if (others.length === 0) return [];
  return [{ type: 'PublicationRescheduled', data: { integrationIds: idsOf(others), schedule } }];
}

function isMovable(post: Post, schedule: Schedule, now: Date, leadSeconds: number): boolean {
  if (post.wish && post.wish !== 'move') return false;
  // A draft is promoted or left alone; what is in Postiz already has gone one of the two ways.
  if ((schedule === 'draft') !== (post.schedule === 'draft')) return post.phase === 'waiting';
  return isInTime(post, now, leadSeconds);
}

function refusal(posts: readonly Post[], schedule: Schedule): DomainError {
  const reasons = reasonsFor(posts, (post) => whyNot(post, schedule));
  const said = [...new Set(reasons.map(({ reason }) => reason))].join(' ');
  return new DomainError('too_late_to_move', 'conflict', `Nothing is left to move. ${said}`, {
    posts: reasons,
  });
}

function whyNot(post: Post, schedule: Schedule): string {
  switch (post.phase) {
    case 'published':
      return 'It is published.';
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
      if (post.wish && post.wish !== 'move') return 'Another wish about it is being carried out.';
      if ((schedule === 'draft') !== (post.schedule === 'draft'))
        return 'It is in Postiz already, so what is only a draft and what is dated cannot be changed any more; cancel it and request a new one.';
      return 'Its instant is too near, or past: it can no longer be taken back for sure before Postiz publishes it.';
  }
}
