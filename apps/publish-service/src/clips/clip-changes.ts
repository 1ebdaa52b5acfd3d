import type { Command, CommandContext, Deciders, EventStore } from '@clipcast/event-store';
import { bareId, type ClipId, type ProfileId } from '@clipcast/kernel';
import type { PublicPath } from '../publications/public-path.ts';
import { clip, existingClip, type ClipEvent, type ClipState } from './clip.ts';
import { clipView, type VersionedClip } from './clip-view.ts';

/** What every command on a clip carries. */
export interface ClipCommand {
  readonly profileId: ProfileId;
  readonly clipId: ClipId;
  readonly context: CommandContext;
  readonly expectedVersion?: number | undefined;
}

/** Changes of clips that are answered with the clip as it is afterwards. */
export class ClipChanges {
  constructor(
    private readonly deciders: Deciders,
    private readonly store: EventStore,
    private readonly paths: PublicPath,
  ) {}

  /** Decides on a clip. @throws {DomainError} the decision's refusal */
  async change(
    { profileId, clipId, context, expectedVersion }: ClipCommand,
    decide: (state: ClipState) => readonly ClipEvent[],
    alongside?: Command<ClipState, ClipEvent, VersionedClip>['alongside'],
  ): Promise<VersionedClip> {
    const registeredAt = await this.#registeredAt(profileId, clipId);
    const { reply } = await this.deciders.handle({
      aggregate: clip,
      target: { profileId, id: bareId(clipId) },
      context,
      expectedVersion,
      decide,
      reply: (state, version): VersionedClip => ({
        resource: clipView({ profileId, clip: existingClip(state), registeredAt }, this.paths),
        version,
      }),
      ...(alongside && { alongside }),
    });
    return reply;
  }

  /** A clip that is not there is refused by the decision, after it was seen whether the command was answered before. */
  async #registeredAt(profileId: ProfileId, clipId: ClipId): Promise<Date> {
    const [first] = await this.store.readStream({ profileId, type: clip.streamType, id: bareId(clipId) });
    return first?.recordedAt ?? new Date(0);
  }
}
