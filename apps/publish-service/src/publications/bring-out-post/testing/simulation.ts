import { systemRuntime } from '@clipcast/kernel';
import { instantFor, promoteFrom, safetyMs } from '../instants.ts';
import { isSettled, wantedAt } from '../../post.ts';
import { requested, type PublicationEvent } from '../../publication.ts';
import { violationsIn } from './invariants.ts';
import { editInPostiz, wishSomething } from './people.ts';
import { SeededRandom } from './seeded-random.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import { startReplica } from './simulated-replica.ts';
import { START_MS, World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A person may have put a post off by hours, and Postiz is watched for two days and two hours. */
const QUIET_MS = 70 * HOUR_MS;

/** What became of one simulated publication. */
export interface SimulationResult {
  readonly violations: readonly string[];
  /** The rare things that happened on the way, and how it ended. */
  readonly seen: ReadonlySet<string>;
}

/**
 * Brings out one publication in a world that follows from the seed alone: replicas that die and freeze, a database and a
 * Postiz that answer late, wrongly or not at all, and people who change their minds. Then everything heals, and days pass.
 */
export async function simulate(
  seed: number,
  tell: (line: string) => void = () => undefined,
): Promise<SimulationResult> {
  // The one look at the real world: what was left behind by the last simulation is cleared away.
  await systemRuntime.timers.turn();
  const random = new SeededRandom(seed);
  const world = new World(random, tell);
  const replicas = new Replicas(world, random.fork(), random.pick(2, 3));
  const troubleEndsMs = scheduleTrouble(world, replicas, random.fork());
  await world.time.runUntil(troubleEndsMs);
  world.calmDown();
  replicas.heal();
  await world.time.runUntil(troubleEndsMs + QUIET_MS);
  replicas.end();
  for (const event of world.log.events) world.see(nameOf(event));
  for (const { phase } of requested(world.log.state).posts) world.see(`ended: ${phase}`);
  return { violations: violationsIn(world), seen: world.seen };
}

/** What happened, with what tells apart how it happened. */
function nameOf({ type, data }: PublicationEvent): string {
  switch (type) {
    case 'PostDropIntended':
      return `${type} from ${data.from}`;
    case 'PostDrafted':
      return data.adopted ? `${type}, adopted` : type;
    case 'PostUnconfirmed':
    case 'PostFailed':
    case 'PostDelayed':
      return `${type}: ${data.code}`;
    case 'UnconfirmedPostDecided':
      return `${type}: ${data.decision}`;
    case 'PublicationRequested':
    case 'MediaUploaded':
    case 'PostDraftIntended':
    case 'PostLeftAsDraft':
    case 'PostPromotionIntended':
    case 'PostPromotionRetracted':
    case 'PostAccepted':
    case 'PostAttemptAbandoned':
    case 'PostWithdrawalRefused':
    case 'PostResumed':
    case 'PostCancelled':
    case 'PostWatchEnded':
    case 'CancellationRequested':
    case 'PublicationRescheduled':
    case 'PublicationRetried':
    case 'PublicationAccepted':
    case 'PublicationFailed':
    case 'PublicationCancelled':
    case 'ClipPublished':
    case 'CostIncurred':
      return type;
  }
}

/** The replicas that run now. One that dies is started anew. */
class Replicas {
  readonly #running: SimulatedProcess[];
  #started = 0;

  constructor(
    private readonly world: World,
    private readonly random: SeededRandom,
    count: number,
  ) {
    this.#running = Array.from({ length: count }, () => this.#start());
  }

  crash(): void {
    const index = this.#any();
    this.#running[index]?.kill();
    this.world.see('a replica died');
    this.world.time.at(this.world.time.nowMs + this.random.between(100, 20_000), () => {
      this.#running[index] = this.#start();
    });
  }

  freeze(): void {
    this.world.see('a replica was frozen');
    this.#running[this.#any()]?.freeze(this.random.between(50, this.random.pick(3_000, 14_000, 120_000)));
  }

  jump(): void {
    this.world.see('a clock jumped');
    const process = this.#running[this.#any()];
    const aheadMs = this.random.pick(1_000, 5 * MINUTE_MS, 6 * HOUR_MS);
    if (process) process.skewMs = this.random.pick(aheadMs, -this.world.skewMsMax);
  }

  heal(): void {
    for (const process of this.#running) process.skewMs = 0;
  }

  end(): void {
    for (const process of this.#running) process.kill();
  }

  #any(): number {
    return this.random.between(0, this.#running.length);
  }

  #start(): SimulatedProcess {
    this.#started += 1;
    return startReplica(`replica ${this.#started}`, this.world, this.random.fork());
  }
}

/** Puts trouble where it hurts most: around the moments at which something happens. Returns when it is over. */
function scheduleTrouble(world: World, replicas: Replicas, random: SeededRandom): number {
  const { menace, request, time, log } = world;
  const [post] = requested(log.state).posts;
  if (!post) throw new Error('A publication has a post.');
  const marginMs = safetyMs(request.leadSeconds);
  const instantMs = instantFor(
    post,
    request.publicationId,
    new Date(START_MS),
    request.leadSeconds,
  ).getTime();
  const promotedMs = Math.max(START_MS, promoteFrom(new Date(instantMs).toISOString()).getTime());
  const handedOverMs = Math.max(START_MS, (wantedAt(post)?.getTime() ?? 0) - 24 * HOUR_MS);
  const moments = [
    handedOverMs,
    promotedMs,
    promotedMs,
    instantMs - marginMs,
    instantMs,
    instantMs + marginMs,
  ];
  const endsMs = instantMs + 10 * MINUTE_MS;
  const scatterMs = random.pick(500, 5_000, 60_000);
  const befall = (times: number, what: () => void, aroundMs = scatterMs) => {
    for (let count = 0; count < times; count += 1) {
      const momentMs = random.pick(START_MS, ...moments) + random.between(-aroundMs / 4, aroundMs);
      time.at(Math.min(endsMs - 1, momentMs), what);
    }
  };
  befall(menace.crashes, () => replicas.crash());
  befall(menace.freezes, () => replicas.freeze());
  befall(menace.clockJumps, () => replicas.jump());
  befall(menace.wishes, () => wishSomething(world, random), random.pick(scatterMs, 10 * MINUTE_MS));
  befall(menace.editsInPostiz, () => editInPostiz(world, random));
  befall(menace.pauses, () => {
    world.see('publishing was paused');
    world.pause(true);
    time.at(time.nowMs + random.between(1_000, 5 * MINUTE_MS), () => world.pause(false));
  });
  befall(menace.keyChanges, () => {
    world.see('the key was refused for a while');
    world.setKey(false);
    time.at(time.nowMs + random.between(1_000, 20 * MINUTE_MS), () => world.setKey(true));
  });
  // Some decide about an end that is unknown only once all is quiet.
  if (menace.wishes > 0)
    time.at(endsMs + random.between(MINUTE_MS, 50 * HOUR_MS), () => {
      const isOpen = requested(log.state).posts.some((open) => !isSettled(open));
      if (!isOpen) wishSomething(world, random);
    });
  return endsMs;
}
