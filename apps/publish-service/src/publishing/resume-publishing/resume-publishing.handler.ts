import { Deciders } from '@clipcast/event-store';
import { ServiceEngine } from '@clipcast/service-kit';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';
import { PublishingSwitch } from '../publishing-switch.query.ts';
import { turnSwitch } from '../publishing-switch-stream.ts';
import { publishingSwitches } from '../publishing-switch.projection.ts';
import { ResumePublishing, resumePublishing } from './resume-publishing.ts';

@CommandHandler(ResumePublishing)
export class ResumePublishingHandler implements ICommandHandler<ResumePublishing> {
  constructor(
    private readonly deciders: Deciders,
    private readonly profiles: KnownProfiles,
    private readonly engine: ServiceEngine,
    private readonly switches: PublishingSwitch,
  ) {}

  async execute(command: ResumePublishing) {
    if (command.owner !== 'fleet') await this.profiles.require(command.owner);
    const state = await turnSwitch(this.deciders, command, (before) => resumePublishing(command, before));
    await this.engine.caughtUp(publishingSwitches.name);
    // A stop of the fleet goes on holding the profile, whatever its own switch says.
    return command.owner === 'fleet' || state.paused ? state : this.switches.state(command.owner);
  }
}
