import { Deciders } from '@clipcast/event-store';
import { bareId, type ProfileId } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readProfile } from '../profile-stream.ts';
import { profileView, type ProfileView, type Versioned } from '../profile-view.ts';

export class ViewProfile extends Query<Versioned<ProfileView>> {
  constructor(readonly profileId: ProfileId) {
    super();
  }
}

@QueryHandler(ViewProfile)
export class ViewProfileHandler implements IQueryHandler<ViewProfile> {
  constructor(private readonly deciders: Deciders) {}

  async execute({ profileId }: ViewProfile) {
    const { resource, version } = await readProfile(this.deciders, profileId);
    return { resource: profileView(bareId(profileId), resource), version };
  }
}
