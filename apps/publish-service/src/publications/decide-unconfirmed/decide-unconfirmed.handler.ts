import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { DomainError } from '@clipcast/kernel';
import { QuotaGate } from '../../quota-gate/quota-gate.query.ts';
import { PublicationChanges, type PublicationWish } from '../publication-changes.ts';
import { refusalIn } from '../publishing-circumstances.query.ts';
import { PublishingTerms } from '../publishing-terms.ts';
import { DecideUnconfirmed, decideUnconfirmed } from './decide-unconfirmed.ts';

@CommandHandler(DecideUnconfirmed)
export class DecideUnconfirmedHandler implements ICommandHandler<DecideUnconfirmed> {
  constructor(
    private readonly changes: PublicationChanges,
    private readonly terms: PublishingTerms,
    private readonly quota: QuotaGate,
  ) {}

  async execute({ wish, decision }: DecideUnconfirmed) {
    const { postPriceUsd } = this.terms;
    const refusal = decision.decision === 'publish_again' ? await this.#overQuota(wish) : undefined;
    return this.changes.change(wish, (state) => {
      const facts = decideUnconfirmed({ ...decision, postPriceUsd }, state);
      if (refusal && facts.length > 0) throw refusal;
      return facts;
    });
  }

  /** To publish anew is to pay anew. */
  async #overQuota({ profileId }: PublicationWish): Promise<DomainError | undefined> {
    return this.quota.pass(profileId, this.terms.postPriceUsd).then(() => undefined, refusalIn);
  }
}
