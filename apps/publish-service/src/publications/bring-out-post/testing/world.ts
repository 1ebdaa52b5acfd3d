import type { PublicationRequested } from '@clipcast/contracts';
import { DomainError, type ProfileId } from '@clipcast/kernel';
import { isDatabaseTrouble } from '@clipcast/event-store';
import { handOverAt, safetyMs } from '../instants.ts';
import type { PublicationEvent } from '../../publication.ts';
import { CALM, someFaults, type Faults } from './faults.ts';
import type { SeededRandom } from './seeded-random.ts';
import { SimulatedLog } from './simulated-log.ts';
import { SimulatedPostiz } from './simulated-postiz.ts';
import { SimulatedTasks } from './simulated-queue.ts';
import type { Operation, PostizWorld } from './unreliable-postiz.ts';
import { VirtualTime } from './virtual-time.ts';

export const START_MS = Date.parse('2026-03-01T12:00:00.000Z');
const MINUTE_MS = 60_000;
const PROJECTION_LAG_MS_MAX = 300;

const publicationId = 'pub_01990000-0000-7000-8000-000000000001' as const;
const profileId = 'prf_01990000-0000-7000-8000-000000000002' as const;
const clipId = 'clp_01990000-0000-7000-8000-000000000003' as const;

/** Everything outside our processes: the true time, the database, Postiz, the networks and what goes wrong. */
export class World implements PostizWorld {
  readonly time = new VirtualTime(START_MS);
  readonly log: SimulatedLog;
  readonly tasks: SimulatedTasks;
  readonly server: SimulatedPostiz;
  readonly profileId: ProfileId = profileId;
  readonly request: PublicationRequested['data'];
  readonly timeoutMs: number;
  readonly hasStatusRoute: boolean;
  readonly focus: Operation | null;
  /** The longest that a message takes and a list lags. */
  readonly delayMsMax: number;
  /** The most that a wall clock is behind: together they are the margin. */
  readonly skewMsMax: number;
  /** What this world does to us until it calms down. */
  readonly menace: Faults;
  readonly seen = new Set<string>();
  readonly bugs: unknown[] = [];
  readonly wentWrong = new Set<string>();
  isPaused = false;
  #isKeyGood = true;
  #isCalm = false;
  #projectedMs = 0;
  readonly #taken = new Set<string>();

  constructor(
    private readonly random: SeededRandom,
    tell: (line: string) => void,
  ) {
    const log = (line: string) => tell(`${new Date(this.time.nowMs).toISOString()} ${line}`);
    this.menace = someFaults(random.fork());
    this.request = aRequest(random);
    this.timeoutMs = random.pick(500, 2_000, 20_000);
    this.hasStatusRoute = random.chance(0.7);
    this.focus = random.pick<Operation | null>(null, null, 'promote', 'promote', 'create', 'delete', 'list');
    const marginMs = safetyMs(this.request.leadSeconds);
    this.skewMsMax = this.menace.clockJumps > 0 ? marginMs / 4 : 0;
    this.delayMsMax = marginMs - this.skewMsMax;
    this.log = new SimulatedLog(log);
    this.tasks = new SimulatedTasks(this.time, { profileId, publicationId });
    const habits = { trouble: this.menace.network, listsSettings: random.chance(0.5) };
    this.server = new SimulatedPostiz(this.time, random.fork(), habits, log);
    this.log.onAppend((events) => this.#project(events));
    this.log.append(0, [{ type: 'PublicationRequested', data: this.request }], 'api');
  }

  readonly faults = (): Faults => (this.#isCalm ? CALM : this.menace);
  readonly see = (what: string): void => void this.seen.add(what);
  readonly isKeyGood = (): boolean => this.#isKeyGood;

  setKey(isGood: boolean): void {
    this.#isKeyGood = isGood;
  }

  /** Nothing goes wrong from here on. */
  calmDown(): void {
    this.#isCalm = true;
    this.#isKeyGood = true;
    this.pause(false);
  }

  pause(isPaused: boolean): void {
    this.isPaused = isPaused;
    if (!isPaused) this.tasks.wakeAll();
  }

  reserve(integrationId: string, wanted: Date): Date {
    let instant = wanted;
    while (this.#taken.has(`${integrationId} ${instant.toISOString()}`))
      instant = new Date(instant.getTime() + 1);
    this.#taken.add(`${integrationId} ${instant.toISOString()}`);
    return instant;
  }

  expectIntent(type: 'PostDraftIntended' | 'PostPromotionIntended', of: string): void {
    const isKnown = this.log.events.some(
      (event) =>
        (event.type === 'PostDraftIntended' && event.type === type && event.data.publishAt === of) ||
        (event.type === 'PostPromotionIntended' && event.type === type && event.data.postId === of),
    );
    if (!isKnown) this.bugs.push(`${type} ${of} was not on record before it was done`);
  }

  /** What a worker says went wrong. Anything but what was done to it is a fault of ours. */
  trouble(error: unknown): void {
    if (error instanceof DomainError || isDatabaseTrouble(error)) return;
    this.bugs.push(error);
  }

  /** What the projection of the tasks does, a little later. */
  #project(events: readonly PublicationEvent[]): void {
    this.#projectedMs = Math.max(
      this.#projectedMs,
      this.time.nowMs + this.random.between(0, PROJECTION_LAG_MS_MAX),
    );
    this.time.at(this.#projectedMs, () => {
      for (const event of events) this.#projectOne(event);
    });
  }

  #projectOne({ type, data }: PublicationEvent): void {
    switch (type) {
      case 'PublicationRequested':
        for (const { integrationId } of data.integrations)
          this.tasks.add(integrationId, handOverAt(data).getTime());
        return;
      case 'PostFailed':
      case 'PostCancelled':
      case 'PostLeftAsDraft':
      case 'ClipPublished':
      case 'PostWatchEnded':
        return this.tasks.remove(data.integrationId);
      case 'CancellationRequested':
      case 'PublicationRescheduled':
      case 'PublicationRetried':
        for (const integrationId of data.integrationIds) this.tasks.change(integrationId);
        return;
      case 'UnconfirmedPostDecided':
        return this.tasks.change(data.integrationId);
      case 'PostDraftIntended':
      case 'PostDrafted':
      case 'PostPromotionIntended':
      case 'PostPromotionRetracted':
      case 'PostAccepted':
      case 'PostDropIntended':
      case 'PostAttemptAbandoned':
      case 'PostWithdrawalRefused':
      case 'PostDelayed':
      case 'PostResumed':
      case 'PostUnconfirmed':
      case 'MediaUploaded':
      case 'PublicationAccepted':
      case 'PublicationFailed':
      case 'PublicationCancelled':
      case 'CostIncurred':
        return;
    }
  }
}

function aRequest(random: SeededRandom): PublicationRequested['data'] {
  const integrations = random.chance(0.3) ? ['a', 'b'] : ['a'];
  const inMinutes = random.pick(2, 30, 90, 26 * 60) + random.fraction();
  const dated = new Date(START_MS + inMinutes * MINUTE_MS).toISOString();
  return {
    publicationId,
    clipId,
    connection: 'own',
    connectionVersion: 1,
    sha256: 'a'.repeat(64),
    allowDuplicate: false,
    schedule: random.pick('now', 'now', 'now', dated, dated, 'draft'),
    leadSeconds: random.pick(3, 3, 30, 120),
    requestedAt: new Date(START_MS).toISOString(),
    integrations: integrations.map((integrationId) => ({
      integrationId,
      provider: 'mastodon',
      name: 'Acme',
      caption: 'Hi',
      settings: {},
    })),
  };
}
