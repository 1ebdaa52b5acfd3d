import type { ProfileId } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { KnownIntegrations } from '../../connections/known-integrations.ts';
import { PostizConnections } from '../../connections/postiz-connections.ts';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';

export const IntegrationView = z
  .object({
    id: z.string(),
    name: z.string(),
    provider: z.string().meta({ description: 'The network, such as `youtube`.' }),
    profile: z.string().nullable().meta({ description: "The account's handle on the network." }),
    picture: z.string().nullable(),
    disabled: z.boolean(),
  })
  .meta({ id: 'Integration' });
export type IntegrationView = z.output<typeof IntegrationView>;

export class ListIntegrations extends Query<{ items: IntegrationView[] }> {
  constructor(readonly profileId: ProfileId) {
    super();
  }
}

/** Asked of the tenant's own Postiz, each time. */
@QueryHandler(ListIntegrations)
export class ListIntegrationsHandler implements IQueryHandler<ListIntegrations> {
  constructor(
    private readonly profiles: KnownProfiles,
    private readonly connections: PostizConnections,
    private readonly integrations: KnownIntegrations,
  ) {}

  async execute({ profileId }: ListIntegrations) {
    await this.profiles.require(profileId);
    const found = await this.integrations.ask(await this.connections.current(profileId));
    return { items: found.map(({ identifier: provider, ...rest }) => ({ ...rest, provider })) };
  }
}
