import type { LogTables, ReadModel } from '@clipcast/event-store';
import type { Timers } from '@clipcast/kernel';
import { contractData, type ForeignLog, type ForeignProjection, type PublicEvent } from '@clipcast/messaging';

/** A service that does not answer for longer is taken for one that is away. */
const ANSWER_MS_MAX = 5_000;

/**
 * A projection of another service's facts as a read model, which can be built anew from that service's log. The facts are
 * checked when they are applied and not when they are read: those that were set aside because they are broken stay out.
 */
export const foreignReadModel = <Tables extends LogTables>(
  log: ForeignLog,
  projection: ForeignProjection<Tables>,
  timers: Timers,
): ReadModel<PublicEvent> => ({
  name: projection.name,
  source: projection.source,
  version: projection.version,
  tables: projection.tables,
  log: {
    head: async () => {
      const { head, epoch } = await log.page(0n, 0, timers.deadline(ANSWER_MS_MAX));
      return { position: head, epoch };
    },
    read: async (after, limit) => (await log.page(after, limit, timers.deadline(ANSWER_MS_MAX))).events,
    positionOf: ({ number }) => number,
  },
  apply: (tx, events) => projection.project(tx as never, events.map(contractData)),
});
