import { Deciders } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requireClip } from '../../clips/clip-stream.ts';
import { DuplicateGuard, type AppendTransaction } from '../duplicate-guard/duplicate-guard.ts';
import type { PublicationRetried } from '../post-events.ts';
import { PublicationChanges, type ChangedPublication } from '../publication-changes.ts';
import type { PublicationEvent } from '../publication.ts';
import { FindCircumstances, refusalIn } from '../publishing-circumstances.query.ts';
import { postsToRetry, RetryPublication, retryPublication } from './retry-publication.ts';

interface RetryCircumstances {
  readonly sha256: string | null;
  readonly allowsDuplicate: boolean;
  /** Whether what counts as a duplicate is known as of the request. */
  readonly isLevel: boolean;
}

@CommandHandler(RetryPublication)
export class RetryPublicationHandler implements ICommandHandler<RetryPublication> {
  constructor(
    private readonly deciders: Deciders,
    private readonly changes: PublicationChanges,
    private readonly circumstances: FindCircumstances,
    private readonly guard: DuplicateGuard,
  ) {}

  async execute(command: RetryPublication) {
    try {
      return await this.#retry(command);
    } catch (refusal) {
      throw command.isOperator ? await this.guard.forOperator(refusal) : refusal;
    }
  }

  async #retry(command: RetryPublication): Promise<ChangedPublication> {
    const { wish } = command;
    const earlier = await this.deciders.earlierAnswer<ChangedPublication>(wish.profileId, wish.context);
    if (earlier) return earlier;
    const found = await this.#circumstances(command).catch(refusalIn);
    if (found instanceof DomainError)
      return this.changes.change(wish, () => {
        throw found;
      });
    return this.guard.attempt((isLevel) =>
      this.changes.change(
        wish,
        (state) => retryPublication(command, state, found),
        (tx, events) => this.#claim(command, { ...found, isLevel }, tx, events),
      ),
    );
  }

  async #circumstances({ wish, integrationIds }: RetryPublication) {
    const state = await this.changes.read(wish);
    const posts = postsToRetry(state, integrationIds);
    await requireClip(this.deciders, wish.profileId, state.request.clipId);
    const circumstances = await this.circumstances.of(wish.profileId, () => posts.length);
    return { ...circumstances, sha256: state.request.sha256, allowsDuplicate: state.allowsDuplicate };
  }

  /** While it had failed, somebody may have requested the same anew. Who allowed that before is not asked again. */
  async #claim(
    { wish: { profileId, publicationId }, allowDuplicate }: RetryPublication,
    { sha256, allowsDuplicate, isLevel }: RetryCircumstances,
    tx: AppendTransaction,
    events: readonly PublicationEvent[],
  ): Promise<void> {
    const retried = events.find((event): event is PublicationRetried => event.type === 'PublicationRetried');
    if (!retried || sha256 === null) return;
    const { integrationIds } = retried.data;
    const claim = { profileId, publicationId, sha256, integrationIds };
    await this.guard.claim(tx, claim, { isAllowed: allowDuplicate || allowsDuplicate, isLevel });
  }
}
