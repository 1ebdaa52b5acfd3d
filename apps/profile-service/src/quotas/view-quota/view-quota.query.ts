import type { QuotaChanged } from '@clipcast/contracts';
import { Deciders } from '@clipcast/event-store';
import { formatUsd, parseUsd, type ProfileId } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readProfile } from '../../profiles/profile-stream.ts';
import type { Versioned } from '../../profiles/profile-view.ts';

export class ViewQuota extends Query<Versioned<QuotaChanged['data']>> {
  constructor(readonly profileId: ProfileId) {
    super();
  }
}

@QueryHandler(ViewQuota)
export class ViewQuotaHandler implements IQueryHandler<ViewQuota> {
  constructor(private readonly deciders: Deciders) {}

  async execute({ profileId }: ViewQuota) {
    const { resource, version } = await readProfile(this.deciders, profileId);
    const { quota } = resource;
    return { resource: { ...quota, monthlyLimitUsd: formatUsd(parseUsd(quota.monthlyLimitUsd)) }, version };
  }
}
