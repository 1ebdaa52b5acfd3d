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
import { Controller, Patch, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { OrganisationWarnings } from '../../connections/organisation-warnings.query.ts';
import { ProfileName } from '../profile-input.ts';
import { ProfileParams } from '../profile-params.ts';
import { ProfileAnswer } from '../profile-view.ts';
import { publishingFields } from '../publishing-settings.ts';
import { UpdateProfile } from './update-profile.ts';

const ProfileChange = z
  .strictObject({ name: ProfileName, ...publishingFields })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must hold at least one field to change')
  .meta({ id: 'ProfileChange' });

@Controller('profiles/:profileId')
export class UpdateProfileController {
  constructor(
    private readonly commands: CommandBus,
    private readonly warnings: OrganisationWarnings,
  ) {}

  @Patch()
  @RequiresScope('profile:write')
  @Operation({
    summary: 'Rename a profile, or change how it publishes',
    description: 'What is left out stays as it is. The slug stays, because links rest on it.',
  })
  @ZodResponse(200, ProfileAnswer, 'The profile as it is now.')
  async update(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(ProfileChange) change: z.output<typeof ProfileChange>,
    @Caller() context: CommandContext,
    @CurrentPrincipal() reader: Principal,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.commands.execute(
      new UpdateProfile(profileId, change, context, expectedVersion),
    );
    setEntityTag(reply, version);
    return { ...resource, warnings: await this.warnings.ofProfile(profileId, reader) };
  }
}
