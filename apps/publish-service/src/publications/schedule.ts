import { DomainError } from '@clipcast/kernel';
import { z } from 'zod';
import type { Schedule } from './post.ts';

/** A clock that is a little slow must not make a "now" of somebody else's an error. */
const PAST_MS_MAX = 60_000;
const AHEAD_MS_MAX = 366 * 24 * 3_600_000;

const error =
  'must be "now", "draft", or an RFC 3339 instant with its offset, such as 2027-03-01T18:30:00+01:00';

/** A schedule as the API takes it; an instant comes out in UTC. */
export const scheduleSchema = z
  .union(
    [
      z.enum(['now', 'draft']),
      z.iso
        .datetime({ offset: true })
        .refine((text) => !Number.isNaN(Date.parse(text)), error)
        .transform((text) => new Date(text).toISOString()),
    ],
    { error },
  )
  .meta({
    description:
      'When it is to appear: `now`, an instant (RFC 3339, with its offset), or `draft` for a draft in Postiz that a person finishes there.',
    examples: ['now', 'draft', '2027-03-01T18:30:00+01:00'],
  });

/** @throws {DomainError} `schedule_in_the_past`, `schedule_too_far` */
export function refuseImpossible(schedule: Schedule, now: Date): void {
  if (schedule === 'now' || schedule === 'draft') return;
  const aheadMs = Date.parse(schedule) - now.getTime();
  if (aheadMs < -PAST_MS_MAX)
    throw refused('schedule_in_the_past', `${schedule} has passed. Send a later instant, or "now".`);
  if (aheadMs > AHEAD_MS_MAX)
    throw refused(
      'schedule_too_far',
      `${schedule} is more than a year ahead. Send an instant within the next year, and ask again later.`,
    );
}

const refused = (code: string, detail: string): DomainError =>
  new DomainError(code, 'invalid', detail, { errors: [{ pointer: '/schedule', detail }] });
