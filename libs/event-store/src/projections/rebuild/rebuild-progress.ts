import type { RebuildRecord } from './rebuild-record.ts';

/** How far a rebuild is. */
export interface RebuildProgress {
  readonly version: number;
  readonly status: RebuildRecord['status'];
  readonly position: bigint;
  /** Where the log ended when it was looked at last. */
  readonly target: bigint;
  /** Exact, because positions have no holes: 0 to 100, with two decimals, and 100 only when it is done. */
  readonly percent: number;
  /** Since this attempt began; null before its first page. */
  readonly eventsPerSecond: number | null;
  /** At that speed; null while there is none. */
  readonly etaSeconds: number | null;
  readonly error: string | null;
  readonly requestedAt: Date;
  readonly updatedAt: Date;
}

export function progressOf(record: RebuildRecord): RebuildProgress {
  const { version, status, position, target, error } = record;
  const seconds = record.started_at ? (record.updated_at.getTime() - record.started_at.getTime()) / 1_000 : 0;
  const events = Number(position - record.started_from);
  const eventsPerSecond = seconds > 0 && events > 0 ? events / seconds : null;
  const left = target > position ? Number(target - position) : 0;
  const etaOf = (speed: number) => Math.ceil(left / speed);
  return {
    version,
    status,
    position,
    target,
    percent: status === 'done' ? 100 : Math.min(percentOf(position, target), 99.99),
    eventsPerSecond: eventsPerSecond && Math.round(eventsPerSecond),
    etaSeconds: status === 'done' ? 0 : eventsPerSecond && etaOf(eventsPerSecond),
    error,
    requestedAt: record.requested_at,
    updatedAt: record.updated_at,
  };
}

const percentOf = (position: bigint, target: bigint): number =>
  target === 0n ? 0 : Number((position * 10_000n) / target) / 100;
