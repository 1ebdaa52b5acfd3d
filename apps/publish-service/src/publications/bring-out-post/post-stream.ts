import type { Deciders, EventStore } from '@clipcast/event-store';
import { DomainError, type Uuid } from '@clipcast/kernel';
import type { Post } from '../post.ts';
import {
  publication,
  requested,
  type PublicationEvent,
  type PublicationState,
  type RequestedPublication,
} from '../publication.ts';
import { findPost } from './bring-out-post.ts';
import { streamOfTask, type PostTask } from './post-task.ts';

const ACTOR = 'worker:bring-out-post';

/** What a task is about, as the log has it. */
export interface KnownPost {
  readonly publication: RequestedPublication;
  readonly post: Post;
  readonly correlationId: Uuid;
  /** The trace of the request, under which all work for it is shown. */
  readonly traceparent: string | undefined;
}

/** Reads and writes the facts of one task's publication. */
export class PostStream {
  constructor(
    private readonly store: EventStore,
    private readonly deciders: Deciders,
  ) {}

  async read(task: PostTask): Promise<KnownPost> {
    const target = streamOfTask(task);
    const stream = { ...target, type: publication.streamType };
    const [[first], { state }] = await Promise.all([
      this.store.readStream(stream, 0, 1),
      this.deciders.read(publication, target),
    ]);
    if (!first) throw new DomainError('publication_not_found', 'not_found', 'There is no such publication.');
    return {
      publication: requested(state),
      post: findPost(state, task.integrationId),
      correlationId: first.meta.correlationId,
      traceparent: first.meta.traceparent,
    };
  }

  /**
   * Records a decision about the task's post.
   * @throws {DomainError} `attempt_superseded` when another worker has gone on meanwhile.
   */
  async record<Command>(
    task: PostTask,
    { correlationId }: Pick<KnownPost, 'correlationId'>,
    decide: (
      command: Command & { integrationId: string },
      state: PublicationState,
    ) => readonly PublicationEvent[],
    command: Command,
  ): Promise<void> {
    await this.deciders.handle({
      aggregate: publication,
      target: streamOfTask(task),
      context: { actor: ACTOR, correlationId },
      decide: (state) => decide({ ...command, integrationId: task.integrationId }, state),
      reply: () => null,
    });
  }
}
