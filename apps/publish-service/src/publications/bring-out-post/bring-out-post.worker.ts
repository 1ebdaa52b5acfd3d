import { WakeUp, type EventStore } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { PostizCallError } from '@clipcast/postiz';
import type { PostizConnections } from '../../connections/postiz-connections.ts';
import { failPost, noteDelay } from './bring-out-post.ts';
import type { PostBringer } from './post-bringer.ts';
import { inTraceOf } from './post-span.ts';
import type { KnownPost, PostStream } from './post-stream.ts';
import { LEASE_MS, type PostTaskQueue } from './post-task-queue.adapter.ts';
import type { PostTask } from './post-task.ts';
import { remedyFor } from './trouble.ts';

const POLL_MS = 200;
const RENEW_MS = LEASE_MS / 3;
/** Shorter waits are sat out; for longer ones the task goes back to the queue, and its worker takes another. */
const SIT_OUT_MS = 50;

export interface WorkerParts {
  readonly store: EventStore;
  readonly queue: PostTaskQueue;
  readonly stream: PostStream;
  readonly bringer: PostBringer;
  readonly connections: PostizConnections;
  readonly runtime: Runtime;
  readonly onTrouble: (worker: string, error: unknown) => void;
}

/** Takes due posts from the queue and brings them out, several at a time, until it is stopped. */
export class BringOutPostWorker {
  readonly #bell: WakeUp;
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly parts: WorkerParts,
    private readonly concurrency: number,
  ) {
    this.#bell = new WakeUp(parts.runtime.timers);
  }

  /** Works until `signal` aborts; resolves when the last step has ended. */
  async run(signal: AbortSignal): Promise<void> {
    const quiet = this.parts.store.onAppend(() => this.#bell.ring());
    while (!signal.aborted) {
      const free = this.concurrency - this.#running.size;
      const tasks = free > 0 ? await this.#claim(free) : [];
      for (const task of tasks) this.#start(task, signal);
      if (tasks.length === 0 || tasks.length === free) await this.#bell.wait(POLL_MS, signal);
    }
    quiet();
    await Promise.all(this.#running);
  }

  async #claim(limit: number): Promise<PostTask[]> {
    try {
      return await this.parts.queue.claim(limit);
    } catch (error) {
      this.parts.onTrouble('bring-out-post', error);
      return [];
    }
  }

  #start(task: PostTask, signal: AbortSignal): void {
    const work = this.#work(task, signal)
      .catch((error: unknown) => this.parts.onTrouble('bring-out-post', error))
      .finally(() => {
        this.#running.delete(work);
        this.#bell.ring();
      });
    this.#running.add(work);
  }

  /** Steps on with one post until it has to wait. The lease is renewed meanwhile; without it every call is given up. */
  async #work(task: PostTask, signal: AbortSignal): Promise<void> {
    const lost = new AbortController();
    const working = AbortSignal.any([signal, lost.signal]);
    const renewing = this.#keepLease(task, lost, working);
    let { tries } = task;
    try {
      for (;;) {
        if (working.aborted) return;
        const known = await this.parts.stream.read(task);
        const ms = await inTraceOf(task, known, () => this.parts.bringer.step(task, known, working)).then(
          (wait) => ((tries = 0), wait),
          async (error: unknown) => {
            if (working.aborted) return 0;
            return this.#remedy(task, known, await this.#secondLook(task, known, error), tries++);
          },
        );
        if (ms === undefined) return;
        if (ms > SIT_OUT_MS) return await this.parts.queue.release(task, ms, tries);
      }
    } finally {
      lost.abort();
      await renewing;
      if (signal.aborted) await this.parts.queue.release(task, 0, tries).catch(() => undefined);
    }
  }

  async #remedy(task: PostTask, known: KnownPost, error: unknown, tries: number): Promise<number> {
    const remedy = remedyFor(error, tries, this.parts.runtime.random);
    switch (remedy.do) {
      case 'look-again':
        return 0;
      case 'wait':
        if (!(error instanceof PostizCallError)) this.parts.onTrouble('bring-out-post', error);
        if (remedy.tell) await this.parts.stream.record(task, known, noteDelay, remedy.tell);
        return remedy.ms;
      case 'give-up':
        // What may have been promoted may be out there, whatever stands in the way of looking.
        if (['promoting', 'dropping', 'accepted'].includes(known.post.phase)) {
          await this.parts.bringer.leaveUnconfirmed(task, known, remedy);
        } else {
          await this.parts.stream.record(task, known, failPost, remedy);
        }
        return 0;
    }
  }

  /** A key counts as wrong only when Postiz says so twice: its own trouble can look like a wrong key once. */
  async #secondLook(task: PostTask, known: KnownPost, error: unknown): Promise<unknown> {
    if (!(error instanceof PostizCallError) || error.code !== 'postiz_key_invalid') return error;
    try {
      const { postiz } = await this.parts.connections.pinned(
        task.profileId,
        known.publication.request.connectionVersion,
      );
      await postiz.isConnected();
      return new PostizCallError(
        'unknown',
        'postiz_server_error',
        'Postiz refused the key once, then accepted it.',
      );
    } catch (second) {
      return second;
    }
  }

  /** Gives every call up at the end of the lease, also when the database does not answer whether it was renewed. */
  async #keepLease(task: PostTask, lost: AbortController, working: AbortSignal): Promise<void> {
    const { clock, timers } = this.parts.runtime;
    let heldUntilMs = clock.monotonicMs() + LEASE_MS;
    for (;;) {
      await timers.sleep(RENEW_MS, working);
      if (working.aborted) return;
      const askedAtMs = clock.monotonicMs();
      const end = timers.deadline(heldUntilMs - askedAtMs, working);
      const held = await Promise.race([this.parts.queue.renew(task).catch(() => undefined), aborted(end)]);
      if (held) heldUntilMs = askedAtMs + LEASE_MS;
      else if (held === false || clock.monotonicMs() >= heldUntilMs) lost.abort();
    }
  }
}

const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
