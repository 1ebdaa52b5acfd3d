import { costIncurred } from '@clipcast/contracts';
import { isPublic, type Policy } from '@clipcast/messaging';
import { RecordCost } from './record-cost.ts';
import type { RecordCostHandler } from './record-cost.handler.ts';

/** Books what publish-service says it cost. The handler is asked for late, because the engine that feeds it comes first. */
export const recordCostWhenCostIncurred = (handler: () => RecordCostHandler): Policy => ({
  name: 'record-cost-when-cost-incurred',
  source: 'publish',
  react: async (event, context) => {
    if (!isPublic(event, costIncurred)) return;
    await handler().execute(new RecordCost(event.profileId, event.data, context));
  },
});
