import type { Command, CommandContext, Deciders, EventStore } from '@clipcast/event-store';
import { bareId, type ProfileId, type PublicationId } from '@clipcast/kernel';
import type { PublicationView } from './publication-view.ts';
import type { PublicationViews } from './publication-views.ts';
import { publication, requested, type PublicationEvent, type PublicationState } from './publication.ts';
import { traceIdOf } from './trace-id.ts';

/** A wish about a publication that exists. */
export interface PublicationWish {
  readonly profileId: ProfileId;
  readonly publicationId: PublicationId;
  readonly context: CommandContext;
  /** The version the caller saw (If-Match). */
  readonly expectedVersion?: number | undefined;
}

/** A publication as a wish has left it; a type and no interface, so that it is JSON. */
export type ChangedPublication = { readonly view: PublicationView; readonly version: number };

type Decision = Command<PublicationState, PublicationEvent, ChangedPublication>['decide'];
type Alongside = Command<PublicationState, PublicationEvent, ChangedPublication>['alongside'];

/** Carries out what somebody wishes about a publication, and answers how it is then. */
export class PublicationChanges {
  constructor(
    private readonly deciders: Deciders,
    private readonly store: EventStore,
    private readonly views: PublicationViews,
  ) {}

  /** @throws {DomainError} the decision's refusal, `publication_not_found`, `version_mismatch`. */
  async change(
    { profileId, publicationId, context, expectedVersion }: PublicationWish,
    decide: Decision,
    alongside?: Alongside,
  ): Promise<ChangedPublication> {
    const target = { profileId, id: bareId(publicationId) };
    // The trace of the request stays the publication's, whoever changes it later.
    const [first] = await this.store.readStream({ ...target, type: publication.streamType }, 0, 1);
    const traceId = traceIdOf(first);
    const { reply } = await this.deciders.handle({
      aggregate: publication,
      target,
      context,
      expectedVersion,
      decide,
      reply: (state, version) => ({ view: this.views.of(requested(state), traceId), version }),
      ...(alongside && { alongside }),
    });
    return reply;
  }

  /** The state now, to look things up for a decision. @throws {DomainError} `publication_not_found` */
  async read({ profileId, publicationId }: PublicationWish) {
    const { state } = await this.deciders.read(publication, { profileId, id: bareId(publicationId) });
    return requested(state);
  }
}
