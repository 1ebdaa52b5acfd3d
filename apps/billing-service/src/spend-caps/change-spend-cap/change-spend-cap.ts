import type { CommandContext } from '@clipcast/event-store';
import { formatUsd, parseUsd, type AccessKeyId, type ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { SpendCapBook, SpendCapEvent } from '../spend-cap-book.ts';

/** Sets what an access key may spend in a calendar month; null lifts it. */
export class ChangeSpendCap extends Command<{ readonly version: number }> {
  constructor(
    readonly profileId: ProfileId,
    readonly accessKeyId: AccessKeyId,
    readonly monthlyLimitUsd: string | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The same cap again, or none where there is none, is no news. */
export function changeSpendCap(
  { accessKeyId, monthlyLimitUsd }: Pick<ChangeSpendCap, 'accessKeyId' | 'monthlyLimitUsd'>,
  caps: SpendCapBook,
): SpendCapEvent[] {
  const current = caps.get(accessKeyId);
  if (monthlyLimitUsd === null)
    return current === undefined ? [] : [{ type: 'SpendCapRemoved', data: { accessKeyId } }];
  const limit = parseUsd(monthlyLimitUsd);
  if (limit === current) return [];
  return [{ type: 'SpendCapSet', data: { accessKeyId, monthlyLimitUsd: formatUsd(limit) } }];
}
