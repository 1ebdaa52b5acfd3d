import type { NarrationSettingsUpdated } from '@clipcast/contracts';
import { Deciders } from '@clipcast/event-store';
import { DomainError, type ProfileId } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readProfile } from '../../profiles/profile-stream.ts';
import type { Versioned } from '../../profiles/profile-view.ts';

export class ViewNarration extends Query<Versioned<NarrationSettingsUpdated['data']>> {
  constructor(readonly profileId: ProfileId) {
    super();
  }
}

@QueryHandler(ViewNarration)
export class ViewNarrationHandler implements IQueryHandler<ViewNarration> {
  constructor(private readonly deciders: Deciders) {}

  async execute({ profileId }: ViewNarration) {
    const { resource, version } = await readProfile(this.deciders, profileId);
    if (resource.narration) return { resource: resource.narration, version };
    throw new DomainError(
      'narration_missing',
      'not_found',
      'This profile has no narration settings yet. Set them with PUT.',
    );
  }
}
