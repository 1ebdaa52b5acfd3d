import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ClipChanges } from '../clip-changes.ts';
import { DescribeClip, describeClip } from './describe-clip.ts';

@CommandHandler(DescribeClip)
export class DescribeClipHandler implements ICommandHandler<DescribeClip> {
  constructor(private readonly clips: ClipChanges) {}

  execute(command: DescribeClip) {
    return this.clips.change(command, (state) => describeClip(command, state));
  }
}
