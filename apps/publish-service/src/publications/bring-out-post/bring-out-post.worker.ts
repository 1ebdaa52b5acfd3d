import { TaskWorker, type Task, type TaskResult, type TaskWorkerParts } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { PostizCallError } from '@clipcast/postiz';
import type { PostizConnections } from '../../connections/postiz-connections.ts';
import { noteDelay } from './bring-out-post.ts';
import type { PostBringer } from './post-bringer.ts';
import { inTraceOf } from './post-span.ts';
import type { KnownPost, PostStream } from './post-stream.ts';
import { postOfTask, type PostName, type PostTask } from './post-task.ts';
import { remedyFor } from './trouble.ts';

/** Shorter waits are sat out; for longer ones the task goes back to the queue, and its worker takes another. */
const SIT_OUT_MS = 50;
const CALLED_OFF = Symbol('called off');

export interface WorkerParts {
  /** Rings when there may be new tasks. */
  readonly listen: (ring: () => void) => () => void;
  readonly queue: TaskWorkerParts<PostName>['queue'];
  readonly stream: Pick<PostStream, 'read' | 'record'>;
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
    const { listen, queue, runtime, onTrouble } = parts;
    this.#worker = new TaskWorker(
      {
        name: 'bring-out-post',
        queue,
        work: (task, signal) => this.#bringOut(task, signal),
        listen,
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
    let known: KnownPost | undefined;
    for (;;) {
      if (signal.aborted) return { againInMs: 0, tries };
      known ??= await this.parts.stream.read(task);
      const before = known;
      const taken = await inTraceOf(task, before, () => this.parts.bringer.step(task, before, signal)).catch(
        (error: unknown) => (signal.aborted ? CALLED_OFF : { error }),
      );
      if (taken === CALLED_OFF) return { againInMs: 0, tries };
      if ('error' in taken) {
        known = undefined;
        const ms = await this.#remedy(task, before, taken.error, tries++);
        if (ms > SIT_OUT_MS) return { againInMs: ms, tries };
      } else {
        tries = 0;
        if (taken.againInMs === undefined) return 'done';
        if (taken.againInMs > SIT_OUT_MS) return { againInMs: taken.againInMs, tries };
        known = { ...before, post: taken.post };
      }
    }
  }

  async #remedy(task: PostTask, known: KnownPost, error: unknown, tries: number): Promise<number> {
    const { stream, runtime, onTrouble } = this.parts;
    const what = await this.#secondLook(task, known, error);
    const remedy = remedyFor(what, tries, runtime.random);
    switch (remedy.do) {
      case 'look-again':
        return 0;
      case 'wait': {
        if (!(what instanceof PostizCallError)) onTrouble('bring-out-post', what);
        if (!remedy.tell) return remedy.ms;
        const now = runtime.clock.now();
        const until = remedy.tell.lasts ? new Date(now.getTime() + remedy.ms) : null;
        await stream.record(task, known, noteDelay, { ...remedy.tell, until, now });
        return remedy.ms;
      }
      case 'give-up':
        return this.parts.bringer.giveUp(task, known, remedy);
    }
  }

  /** A key counts as wrong only when Postiz says so twice: its own trouble can look like a wrong key once. */
  async #secondLook(task: PostTask, { post }: KnownPost, error: unknown): Promise<unknown> {
    if (!(error instanceof PostizCallError) || error.code !== 'postiz_key_invalid') return error;
    try {
      const { postiz } = await this.parts.connections.pinned(task.profileId, post.connection);
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
