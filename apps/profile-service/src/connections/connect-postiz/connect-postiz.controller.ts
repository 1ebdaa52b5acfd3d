import { Secret } from '@clipcast/kernel';
import type { EgressPolicy } from '@clipcast/postiz';
import {
  Caller,
  CurrentPrincipal,
  IfMatch,
  Operation,
  RequiresScope,
  setEntityTag,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Inject, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { checkedApiUrl } from '../api-url.ts';
import { ApiKey, ApiUrl } from '../connection-input.ts';
import { ConnectionAnswer, ownWarnings } from '../connection-view.ts';
import { EGRESS } from '../egress.token.ts';
import { OrganisationWarnings } from '../organisation-warnings.query.ts';
import { ConnectPostiz } from './connect-postiz.ts';

const PostizConnectionChange = z
  .strictObject({ apiUrl: ApiUrl, apiKey: ApiKey.optional(), enabled: z.boolean().default(true) })
  .meta({ id: 'PostizConnectionChange' });

@Controller('profiles/:profileId/postiz')
export class ConnectPostizController {
  constructor(
    private readonly commands: CommandBus,
    private readonly warnings: OrganisationWarnings,
    @Inject(EGRESS) private readonly egress: EgressPolicy,
  ) {}

  @Put()
  @RequiresScope('profile:write')
  @Operation({
    summary: 'Set the Postiz connection',
    description:
      'Without `apiKey` the key that is set stays. The accounts behind the connection are looked at for a few seconds, unless it is disabled; it is stored whether Postiz answers or not, and a key that it refuses is warned of (`postiz_not_confirmed`).',
  })
  @ZodResponse(200, ConnectionAnswer, 'The connection; its key is masked.')
  async connect(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(PostizConnectionChange) body: z.output<typeof PostizConnectionChange>,
    @Caller() context: CommandContext,
    @CurrentPrincipal() reader: Principal,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const apiUrl = checkedApiUrl(body.apiUrl, this.egress);
    const apiKey = body.apiKey === undefined ? undefined : new Secret(body.apiKey);
    const { resource, version } = await this.commands.execute(
      new ConnectPostiz(profileId, apiUrl, apiKey, body.enabled, context, expectedVersion),
    );
    setEntityTag(reply, version);
    const { trouble, ...view } = resource;
    const shared = await this.warnings.ofProfile(profileId, reader);
    return { ...view, warnings: [...ownWarnings(view, trouble), ...shared] };
  }
}
