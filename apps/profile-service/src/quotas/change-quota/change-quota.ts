import type { QuotaChanged } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { isDeepStrictEqual } from 'node:util';
import { registered, type ProfileState } from '../../profiles/profile.ts';
import type { Versioned } from '../../profiles/profile-view.ts';

/** How much a profile may spend in a calendar month, and what happens at the limit. */
export class ChangeQuota extends Command<Versioned<QuotaChanged['data']>> {
  constructor(
    readonly profileId: ProfileId,
    readonly quota: QuotaChanged['data'],
    readonly context: CommandContext,
    readonly expectedVersion: number | undefined,
  ) {
    super();
  }
}

/** The same settings again are no news. */
export function changeQuota(command: Pick<ChangeQuota, 'quota'>, state: ProfileState): QuotaChanged[] {
  const current = registered(state).quota;
  return isDeepStrictEqual(current, command.quota) ? [] : [{ type: 'QuotaChanged', data: command.quota }];
}
