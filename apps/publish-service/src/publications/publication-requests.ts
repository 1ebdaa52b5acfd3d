import type { Deciders } from '@clipcast/event-store';
import { bareId, DomainError, type Runtime } from '@clipcast/kernel';
import { requireClip } from '../clips/clip-stream.ts';
import type { DuplicateGuard } from './duplicate-guard/duplicate-guard.ts';
import type { PublicationView } from './publication-view.ts';
import type { PublicationViews } from './publication-views.ts';
import { publication, requested } from './publication.ts';
import { refusalIn, type PublishingCircumstances } from './publishing-circumstances.query.ts';
import { requestPublication, type RequestPublication } from './request-publication/request-publication.ts';

/** Lets a publication begin, one by itself or one of many. */
export class PublicationRequests {
  constructor(
    private readonly deciders: Deciders,
    private readonly guard: DuplicateGuard,
    private readonly runtime: Runtime,
    private readonly views: PublicationViews,
    private readonly traceId: () => string | undefined,
  ) {}

  /** What a repeated key was answered the first time, whatever is the matter today. @throws {DomainError} as it was then. */
  earlierAnswer({
    profileId,
    context,
    isOperator,
  }: RequestPublication): Promise<PublicationView | undefined> {
    return this.deciders
      .earlierAnswer<PublicationView>(profileId, context)
      .catch((refusal: unknown) => this.#retold(refusal, isOperator));
  }

  /** @throws {DomainError} the refusal; what stood in the way already is said and kept like any other. */
  async begin(
    command: RequestPublication,
    circumstances: PublishingCircumstances | DomainError,
  ): Promise<PublicationView> {
    const { profileId, publicationId, asked, context, isOperator } = command;
    const clip = await requireClip(this.deciders, profileId, asked.clipId).catch(refusalIn);
    const now = this.runtime.clock.now();
    const request = (isLevel: boolean) =>
      this.deciders.handle({
        aggregate: publication,
        target: { profileId, id: bareId(publicationId) },
        context,
        decide: (state) => {
          if (circumstances instanceof DomainError) throw circumstances;
          if (clip instanceof DomainError) throw clip;
          return requestPublication(command, state, { ...circumstances, media: clip, now });
        },
        reply: (state) => this.views.of(requested(state), this.traceId() ?? null),
        alongside: async (tx, events) => {
          for (const { data } of events) {
            if (!('allowDuplicate' in data) || data.sha256 === null) continue;
            const integrationIds = data.integrations.map(({ integrationId }) => integrationId);
            const claim = { profileId, publicationId, sha256: data.sha256, integrationIds };
            await this.guard.claim(tx, claim, { isAllowed: data.allowDuplicate, isLevel });
          }
        },
      });
    const { reply } = await this.guard
      .attempt(request)
      .catch((refusal: unknown) => this.#retold(refusal, isOperator));
    return reply;
  }

  async #retold(refusal: unknown, isOperator: boolean): Promise<never> {
    throw isOperator ? await this.guard.forOperator(refusal) : refusal;
  }
}
