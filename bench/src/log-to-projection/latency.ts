import type { Runtime } from '@clipcast/kernel';
import type { EventPath } from './event-path.ts';
import { watchVisible, type Sighting } from './visibility.ts';

interface Sent {
  readonly number: bigint;
  readonly at: number;
}

/** Sends at a fixed rate, whatever becomes of the events before: nobody who is slow is spared. */
async function sendSteadily(
  { clock, timers }: Runtime,
  path: EventPath,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Sent[]> {
  const startedAt = clock.monotonicMs();
  const sending: Promise<Sent>[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const dueIn = startedAt + (index * 1000) / perSecond - clock.monotonicMs();
    if (dueIn > 0) await timers.sleep(dueIn);
    const at = clock.monotonicMs();
    sending.push(path.sendOne().then((number) => ({ number, at })));
  }
  return Promise.all(sending);
}

const newestOf = (sent: readonly Sent[]): bigint =>
  sent.reduce((newest, { number }) => (number > newest ? number : newest), 0n);

const waited = (sent: readonly Sent[], sightings: readonly Sighting[]): number[] => {
  let next = 0;
  return sent
    .toSorted((a, b) => Number(a.number - b.number))
    .map(({ number, at }) => {
      while ((sightings[next]?.newest ?? number) < number) next += 1;
      return (sightings[next]?.at ?? Number.NaN) - at;
    });
};

/** For each event, the milliseconds from the call that sends it until a reader can see it. */
export async function latenciesMs(
  runtime: Runtime,
  path: EventPath,
  offered: { perSecond: number; seconds: number },
): Promise<number[]> {
  const sending = sendSteadily(runtime, path, offered);
  const sightings = await watchVisible(runtime, path, sending.then(newestOf));
  return waited(await sending, sightings);
}
