import { costIncurred } from '@clipcast/contracts';
import { isPublic, type Policy, type PublicEvent, type Reaction } from '@clipcast/messaging';
import type { ReportCostsHandler } from './report-costs.handler.ts';
import { ReportCosts, type CostAnswer, type CostReport } from './report-costs.ts';

type Handler = Pick<ReportCostsHandler, 'execute'>;

/**
 * Books what publish-service says it cost; costs that come together in one call. A cost that is refused goes to the dead
 * letters, with its reason. The handler is asked for late, because the engine that feeds it comes first.
 */
export const recordCostWhenCostIncurred = (handler: () => Handler): Required<Omit<Policy, 'onPoison'>> => ({
  name: 'record-cost-when-cost-incurred',
  source: 'publish',
  react: async (event, context) => {
    const report = reportIn(event);
    if (!report) return;
    const [answer] = await handler().execute(new ReportCosts([report], null, context));
    if (answer?.outcome === 'refused') throw answer.refusal;
  },
  reactTogether: async (reactions) => {
    const reports = reactions.map(reportOf);
    const asked = reports.filter((report) => report !== undefined);
    const [first] = reactions;
    if (!first || asked.length === 0) return reports.map(() => 'done');
    const answers = await handler().execute(new ReportCosts(asked, null, first.context));
    const booked = new Set(asked.filter((_, place) => isBooked(answers[place])));
    return reports.map((report) => (!report || booked.has(report) ? 'done' : 'failed'));
  },
});

const reportOf = ({ event, context }: Reaction): CostReport | undefined => {
  const report = reportIn(event);
  return report && { ...report, context };
};

const isBooked = (answer: CostAnswer | undefined): boolean =>
  answer !== undefined && answer.outcome !== 'refused';

function reportIn(event: PublicEvent): CostReport | undefined {
  if (!isPublic(event, costIncurred)) return undefined;
  const { profileId, data: cost } = event;
  return { profileId, cost, pointer: '/data', idOtherwise: cost.costId };
}
