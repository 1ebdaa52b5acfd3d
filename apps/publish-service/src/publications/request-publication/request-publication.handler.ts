import { Deciders } from '@clipcast/event-store';
import { bareId, DomainError, formatUsd, parseUsd, type Runtime } from '@clipcast/kernel';
import { currentTraceId, RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requireClip } from '../../clips/clip-stream.ts';
import { KnownIntegrations } from '../../connections/known-integrations.ts';
import { PostizConnections } from '../../connections/postiz-connections.ts';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';
import { QuotaGate } from '../../quota-gate/quota-gate.query.ts';
import { publicationView, type PublicationView } from '../publication-view.ts';
import { publication, requested } from '../publication.ts';
import { PublishingTerms } from '../publishing-terms.ts';
import { RequestPublication, requestPublication, type Circumstances } from './request-publication.ts';

@CommandHandler(RequestPublication)
export class RequestPublicationHandler implements ICommandHandler<RequestPublication> {
  constructor(
    private readonly deciders: Deciders,
    private readonly profiles: KnownProfiles,
    private readonly quota: QuotaGate,
    private readonly connections: PostizConnections,
    private readonly integrations: KnownIntegrations,
    private readonly terms: PublishingTerms,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  async execute(command: RequestPublication) {
    const { profileId, context } = command;
    const earlier = await this.deciders.earlierAnswer<PublicationView>(profileId, context);
    if (earlier) return earlier;
    const circumstances = await this.#circumstances(command).catch(refusalIn);
    const now = this.runtime.clock.now();
    const { reply } = await this.deciders.handle({
      aggregate: publication,
      target: { profileId, id: bareId(command.publicationId) },
      context,
      decide: (state) => {
        // What stood in the way is the decision's refusal, and kept with the key like any other.
        if (circumstances instanceof DomainError) throw circumstances;
        return requestPublication(command, state, { ...circumstances, now });
      },
      reply: (state) => publicationView(requested(state), currentTraceId() ?? null),
    });
    return reply;
  }

  async #circumstances({ profileId, asked }: RequestPublication): Promise<Omit<Circumstances, 'now'>> {
    await this.profiles.require(profileId);
    const { sha256 } = await requireClip(this.deciders, profileId, asked.clipId);
    await this.quota.pass(profileId, this.#priceOf(asked.integrationIds));
    const connection = await this.connections.current(profileId);
    const integrations = await this.integrations.recall(connection);
    return { connection, sha256, leadSeconds: this.terms.leadSeconds, integrations };
  }

  #priceOf(integrationIds: readonly string[] | 'all'): string {
    const posts = integrationIds === 'all' ? 1 : integrationIds.length;
    return formatUsd(parseUsd(this.terms.postPriceUsd) * BigInt(posts));
  }
}

/** A refusal as a value; anything else is no refusal. */
function refusalIn(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}
