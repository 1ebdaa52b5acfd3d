import type { Runtime } from '@clipcast/kernel';
import type { EventPath } from './event-path.ts';
import { watchVisible } from './visibility.ts';

/** Events a second from the first append until the last can be seen, with more waiting than the path can carry. */
export async function eventsPerSecond(runtime: Runtime, path: EventPath, count: number): Promise<number> {
  const startedAt = runtime.clock.monotonicMs();
  const sending = path.sendAll(count);
  const sightings = await watchVisible(runtime, path, sending);
  const seenAt = sightings.at(-1)?.at ?? Number.NaN;
  return (count * 1000) / (seenAt - startedAt);
}
