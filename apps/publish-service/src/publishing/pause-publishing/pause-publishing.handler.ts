import { Deciders } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { RUNTIME, ServiceEngine } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';
import { turnSwitch } from '../publishing-switch-stream.ts';
import { publishingSwitches } from '../publishing-switch.projection.ts';
import { PausePublishing, pausePublishing } from './pause-publishing.ts';

@CommandHandler(PausePublishing)
export class PausePublishingHandler implements ICommandHandler<PausePublishing> {
  constructor(
    private readonly deciders: Deciders,
    private readonly profiles: KnownProfiles,
    private readonly engine: ServiceEngine,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  /** Answered once the table shows it, which every replica asks before it lets anything out. */
  async execute(command: PausePublishing) {
    if (command.owner !== 'fleet') await this.profiles.require(command.owner);
    const now = this.runtime.clock.now();
    const state = await turnSwitch(this.deciders, command, (before) => pausePublishing(command, before, now));
    await this.engine.caughtUp(publishingSwitches.name);
    return state;
  }
}
