import { prefixed, type Runtime } from '@clipcast/kernel';
import {
  Caller,
  Operation,
  RequiresScope,
  RUNTIME,
  setEntityTag,
  ZodBody,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProfileName } from '../profile-input.ts';
import { ProfileAnswer } from '../profile-view.ts';
import { publishingFields } from '../publishing-settings.ts';
import { RegisterProfile } from './register-profile.ts';

export const NewProfile = z
  .strictObject({
    name: ProfileName,
    slug: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'may hold lower-case letters, digits and single hyphens')
      .max(60)
      .optional()
      .meta({ description: 'How the profile is called in links; made from the name unless given.' }),
    publishLeadSeconds: publishingFields.publishLeadSeconds.default(null),
    allowDefaultConnection: publishingFields.allowDefaultConnection.default(true),
  })
  .meta({ id: 'NewProfile' });

@Controller('profiles')
export class RegisterProfileController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  @Post()
  @RequiresScope('profile:write')
  @Operation({ summary: 'Register a profile' })
  @ZodResponse(201, ProfileAnswer, 'The new profile.')
  async register(
    @ZodBody(NewProfile) { name, slug, ...publishing }: z.output<typeof NewProfile>,
    @Caller() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const profileId = prefixed('prf', this.runtime.ids.next());
    const { resource, version } = await this.commands.execute(
      new RegisterProfile(profileId, name, slug, publishing, context),
    );
    setEntityTag(reply, version);
    return { ...resource, warnings: [] };
  }
}
