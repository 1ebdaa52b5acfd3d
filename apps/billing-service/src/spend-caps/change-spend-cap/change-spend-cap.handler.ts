import { Deciders } from '@clipcast/event-store';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { spendCapBook, spendCapStream } from '../spend-cap-book.ts';
import { ChangeSpendCap, changeSpendCap } from './change-spend-cap.ts';

@CommandHandler(ChangeSpendCap)
export class ChangeSpendCapHandler implements ICommandHandler<ChangeSpendCap> {
  constructor(
    private readonly deciders: Deciders,
    private readonly profiles: KnownProfiles,
  ) {}

  async execute(command: ChangeSpendCap) {
    const { profileId, context } = command;
    await this.profiles.require(profileId);
    const { reply } = await this.deciders.handle({
      aggregate: spendCapBook,
      target: spendCapStream(profileId),
      context,
      decide: (caps) => changeSpendCap(command, caps),
      reply: (_, version) => ({ version }),
    });
    return reply;
  }
}
