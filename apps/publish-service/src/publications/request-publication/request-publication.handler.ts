import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PublicationRequests } from '../publication-requests.ts';
import { FindCircumstances } from '../publishing-circumstances.query.ts';
import { countPosts } from '../chosen-integrations.ts';
import { RequestPublication } from './request-publication.ts';

@CommandHandler(RequestPublication)
export class RequestPublicationHandler implements ICommandHandler<RequestPublication> {
  constructor(
    private readonly requests: PublicationRequests,
    private readonly circumstances: FindCircumstances,
  ) {}

  async execute(command: RequestPublication) {
    const earlier = await this.requests.earlierAnswer(command);
    if (earlier) return earlier;
    const { profileId, asked } = command;
    const found = await this.circumstances.orRefusal(profileId, (integrations) =>
      countPosts(asked.integrationIds, integrations),
    );
    return this.requests.begin(command, found);
  }
}
