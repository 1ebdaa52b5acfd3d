import { progressOf } from './rebuild-progress.ts';
import type { RebuildRecord } from './rebuild-record.ts';

const at = (second: number) => new Date(second * 1_000);
const record = (different: Partial<RebuildRecord>): RebuildRecord => ({
  name: 'cost-ledger',
  source: 'billing',
  version: 2,
  status: 'building',
  from_retired: false,
  position: 0n,
  target: 1_000_000n,
  epoch: null,
  indexed: false,
  error: null,
  started_from: 0n,
  started_at: at(0),
  requested_at: at(0),
  replayed_since: at(0),
  updated_at: at(0),
  ...different,
});

describe('the progress of a rebuild', () => {
  it('is exact, with its speed and what is left at that speed', () => {
    expect(progressOf(record({ position: 250_000n, updated_at: at(5) }))).toMatchObject({
      percent: 25,
      eventsPerSecond: 50_000,
      etaSeconds: 15,
    });
  });

  it('has the speed of this attempt after it was resumed', () => {
    const resumed = { position: 600_000n, started_from: 500_000n, started_at: at(90), updated_at: at(100) };
    expect(progressOf(record(resumed))).toMatchObject({
      percent: 60,
      eventsPerSecond: 10_000,
      etaSeconds: 40,
    });
  });

  it('promises nothing before the first page', () => {
    expect(progressOf(record({}))).toMatchObject({ percent: 0, eventsPerSecond: null, etaSeconds: null });
  });

  it('is 100 percent only when the tables serve', () => {
    const filled = { position: 1_000_000n, updated_at: at(20) };
    expect(progressOf(record(filled)).percent).toBe(99.99);
    expect(progressOf(record({ ...filled, status: 'done' }))).toMatchObject({ percent: 100, etaSeconds: 0 });
  });
});
