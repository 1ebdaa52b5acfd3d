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
import { ClipParams } from '../clip-params.ts';
import { RemoveClip } from './remove-clip.ts';

@Controller('profiles/:profileId/clips/:clipId')
export class RemoveClipController {
  constructor(private readonly commands: CommandBus) {}

  @Delete()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Remove a clip',
    description:
      'What was published of it stays where it is. Its video is removed some time later, unless another clip of the profile has the same one.',
  })
  @ZodResponse(204, undefined, 'It is removed.')
  async remove(
    @ZodParams(ClipParams) { profileId, clipId }: ClipParams,
    @Caller() context: CommandContext,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    await this.commands.execute(new RemoveClip(profileId, clipId, context, expectedVersion));
  }
}
