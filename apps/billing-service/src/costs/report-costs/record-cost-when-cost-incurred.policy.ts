import { costIncurred } from '@clipcast/contracts';
import { isPublic, type Policy } from '@clipcast/messaging';
import type { ReportCostsHandler } from './report-costs.handler.ts';
import { ReportCosts } from './report-costs.ts';

/**
 * Books what publish-service says it cost. A cost that is refused goes to the dead letters, with its reason. The handler is
 * asked for late, because the engine that feeds it comes first.
 */
export const recordCostWhenCostIncurred = (handler: () => Pick<ReportCostsHandler, 'execute'>): Policy => ({
  name: 'record-cost-when-cost-incurred',
  source: 'publish',
  react: async (event, context) => {
    if (!isPublic(event, costIncurred)) return;
    const { profileId, data: cost } = event;
    const report = { profileId, cost, pointer: '/data', idOtherwise: cost.costId };
    const [answer] = await handler().execute(new ReportCosts([report], null, context));
    if (answer?.outcome === 'refused') throw answer.refusal;
  },
});
