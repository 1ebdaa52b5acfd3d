import type { PublicationRequested } from '@clipcast/contracts';
import type { Deciders, EventStore } from '@clipcast/event-store';
import { DomainError, type Json, type Uuid } from '@clipcast/kernel';
import type { Post } from '../post.ts';
import {
  findPost,
  publication,
  requested,
  type PublicationEvent,
  type PublicationState,
} from '../publication.ts';
import { streamOfTask, type PostTask } from './post-task.ts';

const ACTOR = 'worker:bring-out-post';
const ORIGINS_KEPT_MAX = 5_000;

/** Under what a publication was asked for; all that is done for it is shown there. */
export interface Origin {
  readonly correlationId: Uuid;
  readonly traceparent: string | undefined;
}

/** What a task is about, as the log has it. */
export interface KnownPost extends Origin {
  readonly request: PublicationRequested['data'];
  readonly post: Post;
}

/** A decision about one post. */
export type PostDecision<Command> = (
  command: Command & { readonly integrationId: string },
  state: PublicationState,
) => readonly PublicationEvent[];

/** Reads and writes the facts of one task's publication. */
export class PostStream {
  readonly #origins = new Map<Uuid, Origin>();

  constructor(
    private readonly store: EventStore,
    private readonly deciders: Deciders,
  ) {}

  /** @throws {DomainError} `publication_not_found`, `post_not_found`. */
  async read(task: PostTask): Promise<KnownPost> {
    const [origin, { state }] = await Promise.all([
      this.#origin(task),
      this.deciders.read(publication, streamOfTask(task)),
    ]);
    return { ...origin, request: requested(state).request, post: findPost(state, task.integrationId) };
  }

  /**
   * Records a decision about the task's post.
   * @returns the post after it.
   * @throws {DomainError} `attempt_superseded` when another worker has gone on meanwhile.
   */
  async record<Command>(
    task: PostTask,
    { correlationId }: Pick<Origin, 'correlationId'>,
    decide: PostDecision<Command>,
    command: Command,
  ): Promise<Post> {
    const { reply } = await this.deciders.handle({
      aggregate: publication,
      target: streamOfTask(task),
      context: { actor: ACTOR, correlationId },
      decide: (state) => decide({ ...command, integrationId: task.integrationId }, state),
      reply: (state) => findPost(state, task.integrationId) as unknown as Json,
    });
    return reply as unknown as Post;
  }

  /** The first fact never changes, so it is read once. */
  async #origin(task: PostTask): Promise<Origin> {
    const target = streamOfTask(task);
    const known = this.#origins.get(target.id);
    if (known) return known;
    const [first] = await this.store.readStream({ ...target, type: publication.streamType }, 0, 1);
    if (!first) throw new DomainError('publication_not_found', 'not_found', 'There is no such publication.');
    const origin = { correlationId: first.meta.correlationId, traceparent: first.meta.traceparent };
    this.#origins.set(target.id, origin);
    const [oldest] = this.#origins.keys();
    if (oldest && this.#origins.size > ORIGINS_KEPT_MAX) this.#origins.delete(oldest);
    return origin;
  }
}
