import { openDatabase } from '@clipcast/event-store';
import type { Ids } from '@clipcast/kernel';
import type { Bench, BenchSurroundings, Findings } from '../bench.ts';
import { alternate } from '../measure/alternate.ts';
import { operationsPerSecond } from '../measure/closed-loop.ts';
import { ratiosOf } from '../measure/statistics.ts';
import { rate, ratio } from '../report/figures.ts';
import { withServers } from '../servers/with-servers.ts';
import { HOLD_MICROS, type HoldWay } from './hold.ts';
import { OurHolds } from './our-holds.ts';
import { PlainHolds } from './plain-holds.ts';
import { newTenants } from './tenants.ts';

const CALLERS = 128;
const CONNECTIONS = 10;
const ROOM_FOR = 100;
/** Never reached in the time, so that no refusal is counted. */
const AMPLE_MICROS = 10n ** 15n;
const LENGTHS = { full: { rounds: 7, forMs: 4_000 }, quick: { rounds: 2, forMs: 1_500 } };

/** A month with room for 100 that is wanted by three times as many at once. @throws {Error} unless it grants exactly 100. */
async function checkLimit(ids: Ids, way: HoldWay): Promise<void> {
  const [profileId] = newTenants(ids, 1);
  if (!profileId) return;
  await way.admit([profileId], BigInt(ROOM_FOR) * HOLD_MICROS);
  const wanting = Array.from({ length: 3 * ROOM_FOR }, () => way.hold(profileId));
  const granted = (await Promise.all(wanting)).filter(Boolean).length;
  if (granted !== ROOM_FOR) throw new Error(`A month with room for ${ROOM_FOR} granted ${granted}.`);
}

/** Granted holds a second over tenants that are new each round; the records must have every one of them. */
async function grantedPerSecond(
  { clock, ids }: BenchSurroundings['runtime'],
  way: HoldWay,
  tenants: number,
  forMs: number,
): Promise<number> {
  const profiles = newTenants(ids, tenants);
  await way.admit(profiles, AMPLE_MICROS);
  // Each month begins before the measurement, as it does once in life.
  await Promise.all(profiles.map((profileId) => way.hold(profileId)));
  let granted = profiles.length;
  const perSecond = await operationsPerSecond(clock, { callers: CALLERS, forMs }, async () => {
    const profileId = profiles[granted % profiles.length];
    granted += 1;
    if (profileId && !(await way.hold(profileId))) throw new Error('A month with ample room refused.');
  });
  let held = 0n;
  for (const profileId of profiles) held += await way.heldBy(profileId);
  if (held !== BigInt(granted) * HOLD_MICROS)
    throw new Error(`${granted} holds were granted, but ${held} is held.`);
  return perSecond;
}

async function measure(
  surroundings: BenchSurroundings,
  url: string,
  tenants: number,
): Promise<Omit<Findings, 'servers'>> {
  const { runtime, quick } = surroundings;
  const database = openDatabase(url, CONNECTIONS);
  try {
    const [ours, plain] = [await OurHolds.open(database, runtime), await PlainHolds.open(database, runtime)];
    for (const way of [ours, plain]) await checkLimit(runtime.ids, way);
    const { rounds, forMs } = quick ? LENGTHS.quick : LENGTHS.full;
    const taken = (way: HoldWay) => () => grantedPerSecond(runtime, way, tenants, forMs);
    const measured = await alternate(rounds, taken(ours), taken(plain));
    const row = [
      'holds a second',
      rate(measured.ours),
      rate(measured.baseline),
      ratio(ratiosOf(measured.ours, measured.baseline)),
    ];
    const of = tenants === 1 ? 'one tenant' : `${tenants.toLocaleString('en')} tenants`;
    return {
      tables: [
        {
          title: `Holds of ${of}, ${CALLERS} concurrent callers`,
          columns: ['', 'billing-service', 'SELECT … FOR UPDATE', 'ratio'],
          rows: [row],
        },
      ],
      notes: [
        `Each hold is answered once it is durable. Before the measurement both ways grant exactly ${ROOM_FOR} of ${3 * ROOM_FOR} that come at once to a month with room for ${ROOM_FOR}; after each round the records hold what was granted.`,
        `billing-service: the handler behind POST /profiles/{id}/reservations, without HTTP. The other: a transaction that locks the budget's row, looks at it, adds to it and inserts the hold, with prepared statements. Both have the same pool of ${CONNECTIONS} connections.`,
      ],
      rounds: { ours: [...measured.ours], plain: [...measured.baseline] },
    };
  } finally {
    await database.close();
  }
}

const holdsBench = (name: string, tenants: number): Bench => ({
  name,
  run: (surroundings) =>
    withServers(surroundings, async ({ facts, database }) => {
      surroundings.say(`${CALLERS} callers who hold money of ${tenants} tenants`);
      return {
        servers: facts,
        ...(await measure(surroundings, await database(name.replace('-', '_')), tenants)),
      };
    }),
});

/** Many callers who want to hold money of one tenant's month. */
export const holdsHotBench = holdsBench('holds-hot', 1);

/** The same over many tenants, where nobody waits for another's row. */
export const holdsSpreadBench = holdsBench('holds-spread', 1_000);
