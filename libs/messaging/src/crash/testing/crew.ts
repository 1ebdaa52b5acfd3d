import { systemRuntime } from '@clipcast/kernel';
import { Answers } from './answers.ts';
import { WorkerProcess } from './worker-process.ts';

export const roles = ['writer', 'relay', 'subscriber'] as const;
export type Role = (typeof roles)[number];

/** Both writers write; of the others one works and the other stands by. */
const REPLICAS = 2;
const PROGRESS_MS_MAX = 60_000;

/** A place that is always filled: who stands in it changes. */
export interface Post {
  readonly role: Role;
  readonly slot: number;
}

/** All processes of a crash run. Who is killed is replaced in the background, while its standby takes over. */
export class Crew {
  readonly answers = new Answers();
  readonly kills: Record<Role, number> = { writer: 0, relay: 0, subscriber: 0 };
  /** Processes that ended although nobody killed them. */
  readonly crashes: string[] = [];
  readonly #members = new Map<string, WorkerProcess>();
  readonly #atWork = new Map<Role, Post>();
  readonly #watched = new Map<
    AbortController,
    { role: Role; left: number; shown: PromiseWithResolvers<void> }
  >();

  constructor(private readonly urls: { source: string; follower: string; nats: string }) {
    for (const post of this.posts) this.#fill(post);
  }

  get posts(): Post[] {
    return roles.flatMap((role) => Array.from({ length: REPLICAS }, (_, slot) => ({ role, slot })));
  }

  /** Who has shown progress last in a role: the leader, where there is one. */
  atWork(role: Role): Post {
    return this.#atWork.get(role) ?? { role, slot: 0 };
  }

  /** Resolves when a role has shown so many signs of progress from now on. @throws when it takes half a minute */
  async progress(role: Role, signs = 1): Promise<void> {
    const stopped = new AbortController();
    const shown = Promise.withResolvers<void>();
    this.#watched.set(stopped, { role, left: signs, shown });
    const tooLong = systemRuntime.timers.sleep(PROGRESS_MS_MAX, stopped.signal).then(() => {
      if (!stopped.signal.aborted)
        throw new Error(`No ${role} got on for ${PROGRESS_MS_MAX} ms:\n${this.complaints()}`);
    });
    try {
      await Promise.race([shown.promise, tooLong]);
    } finally {
      stopped.abort();
      this.#watched.delete(stopped);
    }
  }

  /** Kills whoever stands there and starts a successor, unless that happens already. */
  async strike(post: Post): Promise<void> {
    const member = this.#members.get(keyOf(post));
    if (!member) return;
    this.#members.delete(keyOf(post));
    await member.kill();
    this.kills[post.role] += 1;
    this.#fill(post);
  }

  /** Lets everybody of a role finish. */
  async stop(role: Role): Promise<void> {
    for (const post of this.posts) if (post.role === role) await this.#members.get(keyOf(post))?.stop();
  }

  async killAll(): Promise<void> {
    await Promise.all([...this.#members.values()].map((member) => member.kill()));
  }

  /** What those who live now have complained about. */
  complaints(): string {
    return [...this.#members.values()].map((member) => `${member.label}: ${member.complaints}`).join('\n');
  }

  #fill(post: Post): void {
    const { role, slot } = post;
    const { source, follower, nats } = this.urls;
    const from = this.answers.resumeAt(`w${slot}`);
    const programArguments = [role, source, follower, nats, String(slot), String(from)];
    const hear = (line: string) => this.#hear(post, line);
    const crash = (what: string) => this.crashes.push(what);
    this.#members.set(keyOf(post), new WorkerProcess(keyOf(post), programArguments, hear, crash));
  }

  #hear(post: Post, line: string): void {
    const answered = /^answered (\d+) (.+)$/.exec(line);
    if (answered) this.answers.take(`w${post.slot}`, Number(answered[1]), answered[2] ?? '');
    this.#atWork.set(post.role, post);
    for (const watched of this.#watched.values()) {
      if (watched.role === post.role && (watched.left -= 1) <= 0) watched.shown.resolve();
    }
  }
}

const keyOf = ({ role, slot }: Post): string => `${role} ${slot}`;
