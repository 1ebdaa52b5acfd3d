import { publishMs, type Post } from './post.ts';

/** What the rest of the sandbox may ask of the posts. */
export interface Posts {
  readonly size: number;
  get(id: string): Post | undefined;
  values(): IterableIterator<Post>;
  /** Posts of a group that are not deleted, whoever owns them. */
  ofGroup(group: string): readonly Post[];
  /** Publish dates of an organisation's posts that are not deleted, in milliseconds since 1970. */
  publishDates(organisation: string): Iterable<number>;
  /**
   * Posts of an organisation that are not deleted and whose publish date is in the window, both ends included. A repeating
   * post is among them as soon as its first date is not after the end.
   */
  between(organisation: string, startMs: number, endMs: number): readonly Post[];
}

type Ids = Map<string, Set<string>>;

/** All posts, found by id, by group and by date without looking at every one of them. */
export class PostTable implements Posts {
  readonly #posts = new Map<string, Post>();
  readonly #groups: Ids = new Map();
  readonly #dates = new Map<string, Map<number, Set<string>>>();
  readonly #repeating: Ids = new Map();

  get size(): number {
    return this.#posts.size;
  }

  get(id: string): Post | undefined {
    return this.#posts.get(id);
  }

  values(): IterableIterator<Post> {
    return this.#posts.values();
  }

  /** Adds a post or replaces the one with its id. */
  set(post: Post): void {
    const before = this.#posts.get(post.id);
    this.#posts.set(post.id, post);
    if (before && samePlace(before, post)) return;
    if (before?.deletedAt === null) this.#forget(before);
    if (post.deletedAt === null) this.#learn(post);
  }

  ofGroup(group: string): readonly Post[] {
    return this.#found(this.#groups.get(group));
  }

  publishDates(organisation: string): Iterable<number> {
    return this.#dates.get(organisation)?.keys() ?? [];
  }

  between(organisation: string, startMs: number, endMs: number): readonly Post[] {
    const dates = this.#dates.get(organisation);
    if (!dates || startMs > endMs) return [];
    // The question of an exact instant, which clients ask most, is answered without a look at the other dates.
    const instants =
      startMs === endMs ? [startMs] : [...dates.keys()].filter((ms) => ms >= startMs && ms <= endMs);
    const once = instants.flatMap((ms) => this.#found(dates.get(ms))).filter((post) => !repeats(post));
    const repeating = this.#found(this.#repeating.get(organisation));
    return [...once, ...repeating.filter((post) => publishMs(post) <= endMs)];
  }

  #found(ids: ReadonlySet<string> | undefined): Post[] {
    return ids ? [...ids].flatMap((id) => this.#posts.get(id) ?? []) : [];
  }

  #learn(post: Post): void {
    const dates = this.#dates.get(post.organisation) ?? new Map<number, Set<string>>();
    this.#dates.set(post.organisation, dates);
    add(dates, publishMs(post), post.id);
    add(this.#groups, post.group, post.id);
    if (repeats(post)) add(this.#repeating, post.organisation, post.id);
  }

  #forget(post: Post): void {
    const dates = this.#dates.get(post.organisation);
    if (dates) remove(dates, publishMs(post), post.id);
    remove(this.#groups, post.group, post.id);
    remove(this.#repeating, post.organisation, post.id);
  }
}

const repeats = ({ intervalInDays }: Post): boolean => intervalInDays !== null && intervalInDays > 0;

const samePlace = (before: Post, after: Post): boolean =>
  before.organisation === after.organisation &&
  before.publishDate === after.publishDate &&
  before.group === after.group &&
  before.intervalInDays === after.intervalInDays &&
  before.deletedAt === after.deletedAt;

function add<K>(index: Map<K, Set<string>>, key: K, id: string): void {
  const ids = index.get(key);
  if (ids) ids.add(id);
  else index.set(key, new Set([id]));
}

function remove<K>(index: Map<K, Set<string>>, key: K, id: string): void {
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}
