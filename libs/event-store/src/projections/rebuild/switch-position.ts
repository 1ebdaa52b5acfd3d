import type { Uuid } from '@clipcast/kernel';
import type { ReadModel } from './read-model.ts';
import type { RebuildRecord } from './rebuild-record.ts';
import { requireSameLog } from './replaced-log.ts';

/** The tables that serve have seen facts that their log does not have: only a person may decide that it is right. */
export class SourceBehindError extends Error {
  override readonly name = 'SourceBehindError';

  constructor({ source, name }: ReadModel, head: bigint, seen: bigint) {
    super(
      `${source}'s log ends at ${head}, and ${name} has seen fact ${seen}: its database lacks facts that it had. Asking for ` +
        `a rebuild of ${name} takes the log as it is for the truth.`,
    );
  }
}

/** Where the tables that serve stand. */
export interface LivePosition {
  readonly position: bigint;
  readonly epoch: Uuid | null;
}

export interface SwitchPosition {
  /** Up to which fact the shadow tables have to be filled when they begin to serve. */
  readonly position: bigint;
  /** Whether the tables that serve have seen facts that the log does not have (any more). */
  readonly liveIsAstray: boolean;
}

/**
 * Where the shadow tables have to stand: where the live ones do, whose watermark the caller has locked. The log is the
 * truth where it has another epoch than they were filled from, and where it ends before them and a person has asked to
 * build from it: then they are only followed as far as it goes.
 * @throws {SourceBehindError}, {ReplacedLogError}
 */
export async function switchPosition(
  readModel: ReadModel,
  shadow: RebuildRecord,
  live: LivePosition,
): Promise<SwitchPosition> {
  const isOtherLog = live.epoch !== null && live.epoch !== shadow.epoch;
  if (live.position <= shadow.position) return { position: shadow.position, liveIsAstray: isOtherLog };
  // Asked while the live worker stands still: a head from before could be behind it without anything being wrong.
  const head = await readModel.log.head();
  requireSameLog(readModel, shadow, head);
  if (live.position <= head.position) return { position: live.position, liveIsAstray: isOtherLog };
  if (!isOtherLog && shadow.from_retired)
    throw new SourceBehindError(readModel, head.position, live.position);
  return { position: head.position, liveIsAstray: true };
}
