import type { CommandContext } from '@clipcast/event-store';
import { Command } from '@nestjs/cqrs';
import { scopeOf, type SwitchOwner, type SwitchTurn } from '../publishing-switch-stream.ts';
import type { PublishingResumed, SwitchState } from '../publishing-switch.ts';

/** Go on, for a profile or the whole fleet. */
export class ResumePublishing extends Command<SwitchState> implements SwitchTurn {
  constructor(
    readonly owner: SwitchOwner,
    readonly reason: string | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Who is not paused has nothing to resume. */
export function resumePublishing(
  command: Pick<ResumePublishing, 'owner' | 'reason'>,
  state: SwitchState,
): PublishingResumed[] {
  if (!state.paused) return [];
  return [{ type: 'PublishingResumed', data: { scope: scopeOf(command.owner), reason: command.reason } }];
}
