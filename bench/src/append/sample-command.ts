import type { AppendCommand } from '@clipcast/event-store';
import { prefixed, type Ids } from '@clipcast/kernel';

/** About 300 B as JSON: the size of a usual fact of ours. */
const DATA = {
  clipId: 'clp_0193f0a0-0000-7000-8000-000000000001',
  title: 'Twelve seconds of what a brand wants to be seen with',
  sha256: 'a3f1c2d4'.repeat(8),
  fileName: 'twelve-seconds-of-a-brand.mp4',
  bytes: 30_949,
  durationMs: 12_000,
  integrations: ['acme-tiktok', 'acme-youtube'],
};

/** What everybody stores: an event, and about 150 B of metadata. */
export const sampleEvent = { type: 'SomethingMeasured', data: DATA } as const;
export const sampleMetadata = (ids: Ids) => ({
  actor: 'operator:bench-of-appends',
  correlationId: ids.next(),
  causationId: ids.next(),
});

/** New facts on a stream that nobody else writes. */
export const sampleCommand = (ids: Ids, events: number): AppendCommand => ({
  stream: { profileId: prefixed('prf', ids.next()), type: 'bench', id: ids.next() },
  expectedVersion: 0,
  events: Array.from({ length: events }, () => sampleEvent),
  context: sampleMetadata(ids),
});
