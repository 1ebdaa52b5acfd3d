import type { CommandContext } from '@clipcast/event-store';
import { Command } from '@nestjs/cqrs';
import { scopeOf, type SwitchOwner, type SwitchTurn } from '../publishing-switch-stream.ts';
import type { PublishingPaused, SwitchState } from '../publishing-switch.ts';

/** Let nothing out any more, for a profile or the whole fleet. */
export class PausePublishing extends Command<SwitchState> implements SwitchTurn {
  constructor(
    readonly owner: SwitchOwner,
    readonly reason: string | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Who is paused stays so, with the first reason. */
export function pausePublishing(
  command: Pick<PausePublishing, 'owner' | 'reason'>,
  state: SwitchState,
  now: Date,
): PublishingPaused[] {
  if (state.paused) return [];
  const data = { scope: scopeOf(command.owner), reason: command.reason, since: now.toISOString() };
  return [{ type: 'PublishingPaused', data }];
}
