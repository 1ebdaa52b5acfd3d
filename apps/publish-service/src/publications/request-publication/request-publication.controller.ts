import { prefixed, type Runtime } from '@clipcast/kernel';
import {
  Caller,
  CurrentPrincipal,
  Operation,
  RequiresScope,
  RUNTIME,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { NewPublication } from '../new-publication.ts';
import { PublicationView } from '../publication-view.ts';
import { PublicPath } from '../public-path.ts';
import { RequestPublication } from './request-publication.ts';

@Controller('profiles/:profileId/publications')
export class RequestPublicationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly publicPath: PublicPath,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  @Post()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Publish a clip',
    description:
      'A background job; follow it at the Location that is answered. What Postiz would refuse is refused here, with every problem at once (422 `post_refused_by_rules`); a video that is on one of the accounts already, or at another brand, asks for `allowDuplicate` (409 `duplicate_publication`).',
  })
  @ZodResponse(202, PublicationView, 'The job.')
  async request(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(NewPublication) asked: z.output<typeof NewPublication>,
    @Caller() context: CommandContext,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const publicationId = prefixed('pub', this.runtime.ids.next());
    const view = await this.commands.execute(
      new RequestPublication(profileId, publicationId, asked, context, principal.kind === 'operator'),
    );
    void reply.header('location', this.publicPath.of(`/v1/profiles/${profileId}/publications/${view.id}`));
    return view;
  }
}
