import type { ListedPost, NewPost } from '@clipcast/postiz';
import type { SeededRandom } from './seeded-random.ts';
import type { VirtualTime } from './virtual-time.ts';

type State = 'DRAFT' | 'QUEUE' | 'PUBLISHED' | 'ERROR';

/** What can be seen of a row at one time. */
interface Look {
  readonly sinceMs: number;
  readonly publishAtMs: number;
  readonly state: State;
  readonly isDeleted: boolean;
}

/** A post as Postiz keeps it. */
interface Row {
  readonly id: string;
  readonly integrationId: string;
  readonly settings: NewPost['settings'];
  /** The instant it was created with: names the attempt that made it. */
  readonly bornFor: string;
  /** Who put it into the queue last; a person can do so too, in Postiz. */
  queuedBy: 'us' | 'person';
  /** Oldest first. */
  readonly looks: Look[];
  callOffJob: () => void;
}

/** Once that a post went out on its network: what no crash of ours makes undone. */
export interface Publication {
  readonly integrationId: string;
  readonly bornFor: string;
  readonly queuedBy: 'us' | 'person';
}

export interface PostizHabits {
  /** How often publishing goes another way than well: an error, live or not, a post that gets stuck or comes late. */
  readonly trouble: number;
  /** Whether the settings, and with them whose post it is, are listed. */
  readonly listsSettings: boolean;
}

const HOUR_MS = 3_600_000;

/**
 * Postiz as its contract describes it (sections 3, 5, 6), and the networks behind it: no idempotency, no guard against
 * publishing again, past dates published at once, errors that prove nothing, a sweep that comes days late.
 */
export class SimulatedPostiz {
  readonly rows = new Map<string, Row>();
  readonly publications: Publication[] = [];

  constructor(
    private readonly time: VirtualTime,
    private readonly random: SeededRandom,
    private readonly habits: PostizHabits,
    private readonly tell: (line: string) => void,
  ) {}

  create(post: NewPost): { postId: string } {
    const id = `post-${this.rows.size + 1}`;
    const publishAtMs = post.date.getTime();
    const look: Look = { sinceMs: this.time.nowMs, publishAtMs, state: 'DRAFT', isDeleted: false };
    this.rows.set(id, {
      id,
      integrationId: post.integrationId,
      settings: post.settings,
      bornFor: post.date.toISOString(),
      queuedBy: 'us',
      looks: [look],
      callOffJob: () => undefined,
    });
    this.tell(`postiz: ${id} created, dated ${post.date.toISOString()}`);
    return { postId: id };
  }

  /** `PUT status`, or `POST` with a known id: whatever state the post is in, a published one too. False for no such post. */
  schedule(id: string, queuedBy: Row['queuedBy'], publishAtMs?: number): boolean {
    const row = this.rows.get(id);
    if (!row || lookOf(row).isDeleted) return false;
    row.queuedBy = queuedBy;
    this.#change(row, { state: 'QUEUE', ...(publishAtMs !== undefined && { publishAtMs }) });
    this.#startJob(row);
    return true;
  }

  /** False for no such post, which Postiz answers with a 500. */
  delete(id: string): boolean {
    const row = this.rows.get(id);
    if (!row || lookOf(row).isDeleted) return false;
    row.callOffJob();
    this.#change(row, { isDeleted: true });
    return true;
  }

  /** Somebody changes the post in Postiz's own pages. */
  edit(id: string, change: Partial<Pick<Look, 'publishAtMs' | 'state'>>): void {
    const row = this.rows.get(id);
    if (!row || lookOf(row).isDeleted) return;
    row.callOffJob();
    this.#change(row, change);
    if (lookOf(row).state === 'QUEUE') this.#startJob(row);
  }

  /** What stood at the instant `lagMs` ago. */
  list(instant: Date, lagMs: number): ListedPost[] {
    return [...this.rows.values()].flatMap((row) => {
      const look = row.looks.findLast(({ sinceMs }) => sinceMs <= this.time.nowMs - lagMs);
      if (!look || look.isDeleted || look.publishAtMs !== instant.getTime()) return [];
      return [this.#listed(row, look)];
    });
  }

  #listed({ id, integrationId, settings }: Row, { publishAtMs, state }: Look): ListedPost {
    return {
      id,
      integrationId,
      provider: 'mastodon',
      content: 'Hi',
      publishDate: new Date(publishAtMs),
      state,
      releaseURL: state === 'PUBLISHED' ? `https://network.example/${id}` : null,
      releaseId: null,
      settings: this.habits.listsSettings ? settings : null,
    };
  }

  #change(row: Row, change: Partial<Look>): void {
    row.looks.push({ ...lookOf(row), ...change, sinceMs: this.time.nowMs });
    this.tell(`postiz: ${row.id} ${JSON.stringify(change)}`);
  }

  /** One job for each post: a new one takes the place of the old one, whatever that had done already. */
  #startJob(row: Row): void {
    row.callOffJob();
    row.callOffJob = this.time.at(lookOf(row).publishAtMs, () => this.#publish(row));
  }

  #publish(row: Row): void {
    const { random } = this;
    const soonMs = random.between(50, 20_000);
    if (!random.chance(this.habits.trouble)) return this.#goOut(row, soonMs);
    switch (random.pick('error', 'live-error', 'flip', 'slow', 'swept', 'stuck')) {
      case 'error':
        return this.#later(row, soonMs, () => this.#change(row, { state: 'ERROR' }));
      case 'live-error':
        this.#appear(row);
        return this.#later(row, soonMs, () => this.#change(row, { state: 'ERROR' }));
      case 'flip':
        return this.#later(row, soonMs, () => {
          this.#change(row, { state: 'ERROR' });
          this.#later(row, random.between(1_000, 600_000), () => this.#goOut(row, 10));
        });
      case 'slow':
        return this.#later(row, random.between(60_000, HOUR_MS), () => this.#goOut(row, soonMs));
      case 'swept':
        return this.#later(row, random.between(HOUR_MS, 47 * HOUR_MS), () => this.#goOut(row, soonMs));
      case 'stuck':
        return this.tell(`postiz: ${row.id} is stuck`);
    }
  }

  /** On the network at once; Postiz says so a little later. */
  #goOut(row: Row, doneInMs: number): void {
    this.#appear(row);
    this.#later(row, doneInMs, () => this.#change(row, { state: 'PUBLISHED' }));
  }

  #appear({ id, integrationId, bornFor, queuedBy }: Row): void {
    this.publications.push({ integrationId, bornFor, queuedBy });
    this.tell(`NETWORK: ${id} appears`);
  }

  #later(row: Row, ms: number, run: () => void): void {
    row.callOffJob = this.time.at(this.time.nowMs + ms, run);
  }
}

/** How the row is now. */
export function lookOf({ looks }: Pick<Row, 'looks'>): Look {
  const look = looks.at(-1);
  if (!look) throw new Error('A row has been looked at before it was made.');
  return look;
}
