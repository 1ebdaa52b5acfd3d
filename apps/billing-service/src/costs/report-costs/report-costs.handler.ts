import type { CommandContext } from '@clipcast/event-store';
import type { CostId, DomainError, ProfileId } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CostBooks } from '../../budgets/cost-books.ts';
import { RecordCost } from '../../budgets/record-cost/record-cost.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { costNotFound } from '../cost-not-found.ts';
import { KnownEntries } from '../known-entries.query.ts';
import { readReport, refused, type CheckedCost } from './read-report.ts';
import { ReportCosts, type CostAnswer, type RefusedCost } from './report-costs.ts';

/** A cost on its way to its answer. */
type Step = CheckedCost | CostAnswer;

/**
 * All costs of a call at the same time, so that they share appends; what has to be looked up is looked up once for all.
 * Corrections come after the others, because they may correct a cost of the same call.
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
    const plain = await this.#book(ours, context, ({ cost }) => cost.corrects === null);
    const founded = await this.#refuseUnknownEntries(plain);
    return (await this.#book(founded, context, () => true)) as CostAnswer[];
  }

  /** Books those that are to be booked now; the others stay what they are. */
  #book(
    steps: readonly Step[],
    context: CommandContext,
    isToBeBooked: (step: CheckedCost) => boolean,
  ): Promise<Step[]> {
    const book = async ({ profileId, cost }: CheckedCost): Promise<CostAnswer> => {
      try {
        const booking = await this.books.book(new RecordCost(profileId, cost, context));
        return { costId: cost.costId, ...booking };
      } catch (error) {
        return refused(cost.costId, error);
      }
    };
    return Promise.all(
      steps.map((step) => (isWaiting(step) && isToBeBooked(step) ? book(step) : Promise.resolve(step))),
    );
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

  async #refuseUnknownEntries(steps: readonly Step[]): Promise<Step[]> {
    const known = new Map<ProfileId, ReadonlySet<CostId>>();
    const ofProfiles = Map.groupBy(steps.filter(isWaiting), ({ profileId }) => profileId);
    const look = async ([profileId, costs]: [ProfileId, CheckedCost[]]): Promise<void> => {
      const ids = costs.map(({ cost }) => cost.corrects).filter((id) => id !== null);
      known.set(profileId, await this.entries.among(profileId, ids));
    };
    await Promise.all([...ofProfiles].map(look));
    return steps.map((step) =>
      isWaiting(step) ? (withoutEntry(step, known.get(step.profileId)) ?? step) : step,
    );
  }
}

const isWaiting = (step: Step): step is CheckedCost => 'cost' in step;

function withoutEntry({ cost, pointer }: CheckedCost, known?: ReadonlySet<CostId>): RefusedCost | undefined {
  const { costId, corrects } = cost;
  if (corrects === null || known?.has(corrects)) return undefined;
  return refused(costId, costNotFound(corrects, `${pointer}/corrects`));
}
