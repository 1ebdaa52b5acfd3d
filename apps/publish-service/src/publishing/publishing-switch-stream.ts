import type { CommandContext, Deciders } from '@clipcast/event-store';
import { FLEET, derivedId, type ProfileId } from '@clipcast/kernel';
import {
  publishingSwitch,
  type SwitchEvent,
  type SwitchScope,
  type SwitchState,
} from './publishing-switch.ts';

/** Whose a switch is. */
export type SwitchOwner = ProfileId | 'fleet';

/** What turning a switch needs. */
export interface SwitchTurn {
  readonly owner: SwitchOwner;
  /** In the words of whoever turned it. */
  readonly reason: string | null;
  readonly context: CommandContext;
}

export const scopeOf = (owner: SwitchOwner): SwitchScope => (owner === 'fleet' ? 'fleet' : 'profile');

/** Turns a switch, and answers how it stands then. */
export async function turnSwitch(
  deciders: Deciders,
  { owner, context }: SwitchTurn,
  decide: (state: SwitchState) => readonly SwitchEvent[],
): Promise<SwitchState> {
  const profileId = owner === 'fleet' ? FLEET : owner;
  const target = { profileId, id: derivedId('publishing-switch', profileId) };
  const reply = (state: SwitchState) => ({ ...state });
  return (await deciders.handle({ aggregate: publishingSwitch, target, context, decide, reply })).reply;
}
