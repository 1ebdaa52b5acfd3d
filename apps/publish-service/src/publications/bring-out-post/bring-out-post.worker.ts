import {
  TaskWorker,
  type EventStore,
  type Task,
  type TaskQueue,
  type TaskResult,
} from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { PostizCallError } from '@clipcast/postiz';
import type { PostizConnections } from '../../connections/postiz-connections.ts';
import { connectionOf } from '../publication.ts';
import { failPost, noteDelay } from './bring-out-post.ts';
import type { PostBringer } from './post-bringer.ts';
import { inTraceOf } from './post-span.ts';
import type { KnownPost, PostStream } from './post-stream.ts';
import { postOfTask, type PostName, type PostTask } from './post-task.ts';
import { remedyFor } from './trouble.ts';

/** Shorter waits are sat out; for longer ones the task goes back to the queue, and its worker takes another. */
const SIT_OUT_MS = 50;

export interface WorkerParts {
  readonly store: EventStore;
  readonly queue: TaskQueue<PostName>;
  readonly stream: PostStream;
  readonly bringer: PostBringer;
  readonly connections: PostizConnections;
  readonly runtime: Runtime;
  readonly onTrouble: (worker: string, error: unknown) => void;
}

/** Takes due posts from the queue and brings them out, several at a time, until it is stopped. */
export class BringOutPostWorker {
  readonly #worker: TaskWorker<PostName>;

  constructor(
    private readonly parts: WorkerParts,
    concurrency: number,
  ) {
    const { store, queue, runtime, onTrouble } = parts;
    this.#worker = new TaskWorker(
      {
        name: 'bring-out-post',
        queue,
        work: (task, signal) => this.#bringOut(task, signal),
        listen: (ring) => store.onAppend(ring),
        runtime,
        onTrouble,
      },
      concurrency,
    );
  }

  /** Works until `signal` aborts; resolves when the last step has ended. */
  run(signal: AbortSignal): Promise<void> {
    return this.#worker.run(signal);
  }

  /** Steps on with one post until it has to wait, or is called off. */
  async #bringOut(claimed: Task<PostName>, signal: AbortSignal): Promise<TaskResult> {
    const task = postOfTask(claimed);
    let { tries } = claimed;
    for (;;) {
      if (signal.aborted) return { againInMs: 0, tries };
      const known = await this.parts.stream.read(task);
      const ms = await inTraceOf(task, known, () => this.parts.bringer.step(task, known, signal)).then(
        (wait) => ((tries = 0), wait),
        async (error: unknown) => {
          if (signal.aborted) return 0;
          return this.#remedy(task, known, await this.#secondLook(task, known, error), tries++);
        },
      );
      if (ms === undefined) return 'done';
      if (ms > SIT_OUT_MS) return { againInMs: ms, tries };
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
      const { postiz } = await this.parts.connections.pinned(task.profileId, connectionOf(known.publication));
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
}
