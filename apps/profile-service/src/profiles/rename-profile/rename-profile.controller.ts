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
import { Controller, Patch, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProfileParams } from '../profile-params.ts';
import { ProfileView } from '../profile-view.ts';
import { RenameProfile } from './rename-profile.ts';

export const ProfileChange = z
  .strictObject({ name: z.string().trim().min(1).max(100) })
  .meta({ id: 'ProfileChange' });

@Controller('profiles/:profileId')
export class RenameProfileController {
  constructor(private readonly commands: CommandBus) {}

  @Patch()
  @RequiresScope('profile:write')
  @Operation({ summary: 'Rename a profile' })
  @ZodResponse(200, ProfileView, 'The profile with its new name.')
  async rename(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(ProfileChange) { name }: z.output<typeof ProfileChange>,
    @Caller() context: CommandContext,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.commands.execute(
      new RenameProfile(profileId, name, context, expectedVersion),
    );
    setEntityTag(reply, version);
    return resource;
  }
}
