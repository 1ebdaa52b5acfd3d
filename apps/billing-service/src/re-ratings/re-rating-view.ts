import { formatUsd, prefixed, type Micros, type Uuid } from '@clipcast/kernel';
import { z } from 'zod';
import type { LeftOutSum } from './left-out.ts';
import type { ReRating, ReRatingTerms } from './re-ratings.ts';

const amounts = {
  entries: z.int().meta({ description: 'How many entries it concerns.' }),
  oldUsd: z.string().meta({ description: 'What they amounted to before it.' }),
  newUsd: z.string().meta({ description: 'What they amount to by the price books.' }),
  differenceUsd: z.string(),
};

/** What a re-rating changes, or would change, as the API shows it. */
export const ReRatingView = z
  .object({
    id: z.string().nullable().meta({ description: 'Null for a dry run, of which nothing is kept.' }),
    status: z.enum(['dry_run', 'applying', 'applied', 'undoing', 'undone']),
    from: z.string(),
    to: z.string(),
    profileIds: z.array(z.string()).nullable(),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    begunAt: z.string().nullable(),
    appliedAt: z.string().nullable(),
    undoneAt: z.string().nullable(),
    ...amounts,
    profiles: z
      .array(z.object({ profileId: z.string(), ...amounts }))
      .meta({ description: 'Those that it concerns; while it is being applied, as far as it has come.' }),
    leftOut: z
      .object({
        entries: z.int(),
        first: z.array(z.object({ profileId: z.string(), costId: z.string(), code: z.string() })),
      })
      .meta({
        description:
          'Entries that stay as they are, because a difference, or its inverse, was refused, or (`price_unknown`) because the books have no price for their instant any more: how many, and the first hundred with the code. Known when it is applied, or undone; of a dry run as far as the price books tell.',
      }),
  })
  .meta({ id: 'ReRating' });
export type ReRatingView = z.output<typeof ReRatingView>;

/** What a re-rating comes to for one profile. */
export interface ProfileSum {
  readonly profileId: Uuid;
  readonly entries: number;
  readonly old: Micros;
  readonly now: Micros;
}

/** The view of a dry run, or of a re-rating that was begun. */
export function reRatingView(
  { from, to, profileIds, provider, model }: ReRatingTerms,
  sums: readonly ProfileSum[],
  leftOut: LeftOutSum,
  begun?: ReRating,
): ReRatingView {
  const whole = sums.reduce(
    (total, { entries, old, now }) => ({
      entries: total.entries + entries,
      old: total.old + old,
      now: total.now + now,
    }),
    { entries: 0, old: 0n, now: 0n },
  );
  return {
    id: begun?.id ?? null,
    status: begun?.status ?? 'dry_run',
    from,
    to,
    profileIds: profileIds && [...profileIds],
    provider,
    model,
    begunAt: begun?.begunAt ?? null,
    appliedAt: begun?.appliedAt ?? null,
    undoneAt: begun?.undoneAt ?? null,
    ...amountsOf(whole),
    profiles: sums.map((sum) => ({ profileId: prefixed('prf', sum.profileId), ...amountsOf(sum) })),
    leftOut: { entries: leftOut.entries, first: [...leftOut.first] },
  };
}

const amountsOf = ({ entries, old, now }: Omit<ProfileSum, 'profileId'>) => ({
  entries,
  oldUsd: formatUsd(old),
  newUsd: formatUsd(now),
  differenceUsd: formatUsd(now - old),
});
