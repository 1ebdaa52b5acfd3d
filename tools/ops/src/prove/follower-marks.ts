import { services, type Service } from '@clipcast/contracts';
import type { DeadLetter, Items, SubscriptionState } from '../answers.ts';
import type { Call } from '../call.ts';

const POLL_MS = 200;
const STANDSTILL_MS_MAX = 60_000;

/** Where everything stood that follows another service, and what it had set aside. */
export interface FollowerMarks {
  readonly positions: ReadonlyMap<string, bigint>;
  /** Parked letters, by service and id. */
  readonly letters: ReadonlyMap<string, DeadLetter>;
}

const keyOf = (service: Service, { name, source }: { name: string; source: string }): string =>
  `${service} ${name} (${source})`;

/** The durable consumers that are ours: a service's name and its subscription's. */
export async function ownConsumers({ api }: Call): Promise<ReadonlySet<string>> {
  const names = await Promise.all(
    services.map(async (service) => (await foreign(api, service)).map(({ name }) => `${service}_${name}`)),
  );
  return new Set(names.flat());
}

export async function followerMarks({ api }: Call): Promise<FollowerMarks> {
  const positions = new Map<string, bigint>();
  const letters = new Map<string, DeadLetter>();
  for (const service of services) {
    for (const state of await foreign(api, service))
      positions.set(keyOf(service, state), BigInt(state.position));
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const query: string = `dead-letters?status=parked&limit=200${cursor && `&cursor=${cursor}`}`;
      const page: Items<DeadLetter> = await api.get(service, query);
      for (const letter of page.items) letters.set(`${service} ${letter.id}`, letter);
      cursor = page.nextCursor;
    }
  }
  return { positions, letters };
}

/** Waits until every follower of another service is past `heads`; answers those that do not get there, and why. */
export async function untilFollowed(
  { api, runtime }: Call,
  heads: ReadonlyMap<Service, bigint>,
): Promise<readonly string[]> {
  const untilMs = runtime.clock.monotonicMs() + STANDSTILL_MS_MAX;
  for (;;) {
    const behind: string[] = [];
    for (const service of services) {
      for (const state of await foreign(api, service)) {
        const head = heads.get(state.source as Service) ?? 0n;
        if (BigInt(state.position) >= head) continue;
        behind.push(
          `${keyOf(service, state)} is at event ${state.position} of ${head}, ${state.status}: ${state.reason ?? 'no reason given'}`,
        );
      }
    }
    if (behind.length === 0 || runtime.clock.monotonicMs() > untilMs) return behind;
    await runtime.timers.sleep(POLL_MS);
  }
}

/** What has changed although nothing new was said: positions that went back, letters about events that were done with. */
export function unwantedChanges(before: FollowerMarks, after: FollowerMarks): readonly string[] {
  const back = [...before.positions].flatMap(([key, position]) => {
    const now = after.positions.get(key);
    return now !== undefined && now < position ? [`${key} went back from event ${position} to ${now}`] : [];
  });
  const added = [...after.letters].flatMap(([key, letter]) => {
    if (before.letters.has(key)) return [];
    const service = key.split(' ', 1)[0] as Service;
    const done = before.positions.get(keyOf(service, { name: letter.subscription, source: letter.source }));
    const old = done !== undefined && BigInt(letter.number) <= done;
    return old ? [`${key}: ${letter.subscription} set aside event ${letter.number}, which it had done`] : [];
  });
  return [...back, ...added];
}

const foreign = async (api: Call['api'], service: Service): Promise<readonly SubscriptionState[]> =>
  (await api.get<Items<SubscriptionState>>(service, 'subscriptions')).items.filter(
    ({ source }) => source !== service,
  );
