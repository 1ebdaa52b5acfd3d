import { Deciders } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changeProfile } from '../profile-stream.ts';
import { profileView, type ProfileView, type Versioned } from '../profile-view.ts';
import { FreeSlugs } from '../free-slugs.query.ts';
import { RegisterProfile, registerProfile } from './register-profile.ts';

@CommandHandler(RegisterProfile)
export class RegisterProfileHandler implements ICommandHandler<RegisterProfile> {
  constructor(
    private readonly deciders: Deciders,
    private readonly slugs: FreeSlugs,
  ) {}

  async execute(command: RegisterProfile): Promise<Versioned<ProfileView>> {
    const { profileId, name, wantedSlug, publishing, context } = command;
    const earlier = await this.deciders.earlierAnswer<Versioned<ProfileView>>(profileId, context);
    if (earlier) return earlier;
    const slug = await this.slugs.find(name, wantedSlug);
    return changeProfile(
      this.deciders,
      command,
      (state) => registerProfile({ name, slug, publishing }, state),
      (state) => profileView(bareId(profileId), state),
    );
  }
}
