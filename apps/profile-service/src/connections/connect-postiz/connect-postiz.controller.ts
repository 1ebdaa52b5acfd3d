import { Secret } from '@clipcast/kernel';
import type { EgressPolicy } from '@clipcast/postiz';
import {
  Caller,
  IfMatch,
  Operation,
  RequiresScope,
  setEntityTag,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Inject, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { checkedApiUrl } from '../api-url.ts';
import { ApiKey, ApiUrl } from '../connection-input.ts';
import { ConnectionView } from '../connection-view.ts';
import { EGRESS } from '../egress.token.ts';
import { ConnectPostiz } from './connect-postiz.ts';

const PostizConnectionChange = z
  .strictObject({ apiUrl: ApiUrl, apiKey: ApiKey.optional(), enabled: z.boolean().default(true) })
  .meta({ id: 'PostizConnectionChange' });

@Controller('profiles/:profileId/postiz')
export class ConnectPostizController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(EGRESS) private readonly egress: EgressPolicy,
  ) {}

  @Put()
  @RequiresScope('profile:write')
  @Operation({
    summary: 'Set the Postiz connection',
    description: 'Without `apiKey` the key that is set stays.',
  })
  @ZodResponse(200, ConnectionView, 'The connection; its key is masked.')
  async connect(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(PostizConnectionChange) body: z.output<typeof PostizConnectionChange>,
    @Caller() context: CommandContext,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const apiUrl = checkedApiUrl(body.apiUrl, this.egress);
    const apiKey = body.apiKey === undefined ? undefined : new Secret(body.apiKey);
    const { resource, version } = await this.commands.execute(
      new ConnectPostiz(profileId, apiUrl, apiKey, body.enabled, context, expectedVersion),
    );
    setEntityTag(reply, version);
    return resource;
  }
}
