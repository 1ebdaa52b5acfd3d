import type { ReadModel } from './read-model.ts';
import type { RebuildRecord } from './rebuild-record.ts';

/** The log is another one than the shadow tables were filled from; they have to be filled anew. */
export class ReplacedLogError extends Error {
  override readonly name = 'ReplacedLogError';

  constructor({ source, name }: ReadModel) {
    super(
      `${source}'s log was restored or replaced while ${name} was built; the rebuild has to be asked for anew.`,
    );
  }
}

export type LogEnd = Awaited<ReturnType<ReadModel['log']['head']>>;

/** Whether shadow tables were filled from a log as it is now: of the same epoch, with all the facts that they hold. */
export const isSameLog = ({ epoch, position }: RebuildRecord, head: LogEnd): boolean =>
  epoch === head.epoch && position <= head.position;

/** @throws {ReplacedLogError} */
export function requireSameLog(readModel: ReadModel, shadow: RebuildRecord, head: LogEnd): void {
  if (!isSameLog(shadow, head)) throw new ReplacedLogError(readModel);
}
