import type { LogTables } from '@clipcast/event-store';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { Delivered } from './delivered.ts';
import type { ForeignLog } from './foreign-log.ts';
import type { Progress } from './progress.ts';
import { SourceBehindError } from './replaced-log.ts';

const PAGE_EVENTS = 200;

/**
 * Delivers, out of the source's log, the events up to `upTo` that the stream has left out; as far as it can until `signal`
 * aborts.
 * @throws when the source does not answer, which passes; {EpochChangedError}, {SourceBehindError}.
 */
export async function repairGap<Tables extends LogTables>(
  log: ForeignLog,
  progress: Progress<Tables>,
  upTo: bigint,
  deliver: (events: readonly Delivered[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (progress.number < upTo && !signal.aborted) {
    const missing = Number(upTo - progress.number);
    const page = await log.page(progress.number, Math.min(missing, PAGE_EVENTS), signal);
    progress.checkEpoch(page.epoch);
    if (page.events.length === 0) throw new SourceBehindError(log.service, page.head, upTo);
    await deliver(page.events.map((event) => ({ event, trace: ROOT_CONTEXT })));
  }
}
