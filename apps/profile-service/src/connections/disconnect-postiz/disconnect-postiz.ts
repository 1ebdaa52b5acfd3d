import type { CredentialsRemoved } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { registered, type ProfileState } from '../../profiles/profile.ts';

/** Forget a profile's Postiz. */
export class DisconnectPostiz extends Command<void> {
  constructor(
    readonly profileId: ProfileId,
    readonly context: CommandContext,
    readonly expectedVersion: number | undefined,
  ) {
    super();
  }
}

/** A removal that is repeated finds nothing to do. */
export function disconnectPostiz(state: ProfileState): CredentialsRemoved[] {
  const { connection } = registered(state);
  if (connection.status === 'none') return [];
  return [{ type: 'CredentialsRemoved', data: { connectionVersion: connection.lastVersion } }];
}
