import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ProfileId } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CostBooks } from '../../budgets/cost-books.ts';
import { RecordCost } from '../../budgets/record-cost/record-cost.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { KnownEntries } from '../known-entries.query.ts';
import { CorrectedEntries, nextCorrections } from './corrected-entries.ts';
import { readReport, refused, type CheckedCost } from './read-report.ts';
import { ReportCosts, type CostAnswer } from './report-costs.ts';

/** A cost on its way to its answer. */
type Step = CheckedCost | CostAnswer;

/**
 * All costs of a call at the same time, so that they share appends; what has to be looked up is looked up once for all.
 * Corrections come after what they correct, which may be a cost, or a correction, of the same call.
 */
@CommandHandler(ReportCosts)
export class ReportCostsHandler implements ICommandHandler<ReportCosts> {
  constructor(
    private readonly books: CostBooks,
    private readonly profiles: KnownProfiles,
    private readonly entries: KnownEntries,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ reports, accessKeyId, context }: ReportCosts): Promise<readonly CostAnswer[]> {
    const now = await this.clock.now();
    const read = reports.map((report) => readReport(report, now, accessKeyId));
    const ours = await this.#refuseUnknownProfiles(read);
    const contextOf = (place: number): CommandContext => reports[place]?.context ?? context;
    const corrected = new CorrectedEntries(this.entries);
    let steps = await this.#book(ours, contextOf, corrected, ({ cost }) => cost.corrects === null);
    while (steps.some(isWaiting)) {
      const next = await corrected.found(nextCorrections(steps.filter(isWaiting)));
      const ready = steps.map((step) => (isWaiting(step) ? readyStep(step, next.get(step)) : step));
      const booked = new Set<unknown>(next.values());
      steps = await this.#book(ready, contextOf, corrected, (step) => booked.has(step));
    }
    return steps as CostAnswer[];
  }

  /** Books those that are to be booked now; the others stay what they are. @throws once all have come to an end. */
  async #book(
    steps: readonly Step[],
    contextOf: (place: number) => CommandContext,
    corrected: CorrectedEntries,
    isToBeBooked: (step: CheckedCost) => boolean,
  ): Promise<Step[]> {
    const book = async ({ profileId, cost }: CheckedCost, place: number): Promise<CostAnswer> => {
      try {
        const booking = await this.books.book(new RecordCost(profileId, cost, contextOf(place)));
        // What came before may have been held aside then, so the books are asked for it.
        if (booking.outcome === 'recorded') corrected.add(profileId, cost);
        return { costId: cost.costId, ...booking };
      } catch (error) {
        return refused(cost.costId, error);
      }
    };
    const booked = steps.map((step, place) =>
      isWaiting(step) && isToBeBooked(step) ? book(step, place) : Promise.resolve(step),
    );
    // Whoever asks again after an outage must not meet what is still under way.
    await Promise.allSettled(booked);
    return Promise.all(booked);
  }

  async #refuseUnknownProfiles(steps: readonly Step[]): Promise<Step[]> {
    const profiles = new Set(steps.filter(isWaiting).map(({ profileId }) => profileId));
    const unknown = new Map<ProfileId, DomainError>();
    const look = async (profileId: ProfileId): Promise<void> => {
      try {
        await this.profiles.require(profileId);
      } catch (error) {
        unknown.set(profileId, refused(null, error).refusal);
      }
    };
    await Promise.all([...profiles].map(look));
    return steps.map((step) => {
      const refusal = isWaiting(step) ? unknown.get(step.profileId) : undefined;
      return refusal && isWaiting(step) ? refused(step.cost.costId, refusal) : step;
    });
  }
}

const isWaiting = (step: Step): step is CheckedCost => 'cost' in step;

/** A correction whose turn it is, or its refusal; the others wait. */
const readyStep = (step: CheckedCost, found: CheckedCost | DomainError | undefined): Step =>
  found instanceof DomainError ? refused(step.cost.costId, found) : (found ?? step);
