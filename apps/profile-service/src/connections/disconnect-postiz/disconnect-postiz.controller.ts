import {
  Caller,
  IfMatch,
  Operation,
  RequiresScope,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Delete } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { DisconnectPostiz } from './disconnect-postiz.ts';

@Controller('profiles/:profileId/postiz')
export class DisconnectPostizController {
  constructor(private readonly commands: CommandBus) {}

  @Delete()
  @RequiresScope('profile:write')
  @Operation({
    summary: 'Remove the Postiz connection',
    description:
      'Posts that Postiz already has in its queue are not taken back. Where the operator has set up a default connection, it stands for the profile from now on, as for every profile without a connection of its own; `allowDefaultConnection: false` refuses it.',
  })
  @ZodResponse(204, undefined, 'It is removed, or there was none.')
  async disconnect(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @Caller() context: CommandContext,
    @IfMatch() expectedVersion: number | undefined,
  ): Promise<void> {
    await this.commands.execute(new DisconnectPostiz(profileId, context, expectedVersion));
  }
}
