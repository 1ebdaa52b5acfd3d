import { Deciders } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readProfile } from '../../profiles/profile-stream.ts';
import type { Versioned } from '../../profiles/profile-view.ts';
import { connectionView, type ConnectionView } from '../connection-view.ts';

export class ViewConnection extends Query<Versioned<ConnectionView>> {
  constructor(readonly profileId: ProfileId) {
    super();
  }
}

@QueryHandler(ViewConnection)
export class ViewConnectionHandler implements IQueryHandler<ViewConnection> {
  constructor(private readonly deciders: Deciders) {}

  async execute({ profileId }: ViewConnection) {
    const { resource, version } = await readProfile(this.deciders, profileId);
    return { resource: connectionView(resource.connection), version };
  }
}
