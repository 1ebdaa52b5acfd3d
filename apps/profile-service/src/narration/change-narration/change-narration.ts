import type { NarrationSettingsUpdated } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { isDeepStrictEqual } from 'node:util';
import { registered, type ProfileState } from '../../profiles/profile.ts';
import type { Versioned } from '../../profiles/profile-view.ts';

/** Which voice narrates a profile's clips. */
export class ChangeNarration extends Command<Versioned<NarrationSettingsUpdated['data']>> {
  constructor(
    readonly profileId: ProfileId,
    readonly narration: NarrationSettingsUpdated['data'],
    readonly context: CommandContext,
    readonly expectedVersion: number | undefined,
  ) {
    super();
  }
}

/** The same settings again are no news. */
export function changeNarration(
  command: Pick<ChangeNarration, 'narration'>,
  state: ProfileState,
): NarrationSettingsUpdated[] {
  const current = registered(state).narration;
  return isDeepStrictEqual(current, command.narration)
    ? []
    : [{ type: 'NarrationSettingsUpdated', data: command.narration }];
}
