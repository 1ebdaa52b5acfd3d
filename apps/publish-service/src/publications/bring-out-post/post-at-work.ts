import type { CostIncurred, PublicationRequested } from '@clipcast/contracts';
import type { ClipId, Runtime } from '@clipcast/kernel';
import type { ListedPost, UploadedMedia } from '@clipcast/postiz';
import type { ReadPurpose, UsableConnection } from '../../connections/postiz-connections.ts';
import { costOfPost } from '../post-cost.ts';
import type { Evidence, Post } from '../post.ts';
import { isSafelyAhead } from './instants.ts';
import type { ClipFile, MediaUploads } from './media-uploads.ts';
import { isOurs } from './post-content.ts';
import type { KnownPost, PostDecision, PostStream } from './post-stream.ts';
import type { PostTask } from './post-task.ts';
import type { PublishInstants } from './publish-instants.adapter.ts';
import { recordUpload } from './record-upload.ts';

/** What bringing a post out rests on, beside the tenant's Postiz. */
export interface PostWorkParts {
  readonly stream: Pick<PostStream, 'record'>;
  readonly uploads: MediaUploads;
  readonly instants: Pick<PublishInstants, 'reserve'>;
  readonly files: { find(task: PostTask, clipId: ClipId): Promise<ClipFile> };
  /** What one post costs, as a decimal amount. */
  readonly postPriceUsd: string;
  readonly runtime: Runtime;
}

/** One post while a worker has it in hand: what is known of it, its tenant's Postiz, and the way to write facts. */
export class PostAtWork {
  #post: Post;

  constructor(
    readonly task: PostTask,
    private readonly known: KnownPost,
    readonly signal: AbortSignal,
    /** Nothing is to be let out: what is already under way is only followed. */
    readonly isPaused: boolean,
    readonly parts: PostWorkParts,
  ) {
    this.#post = known.post;
  }

  /** As the log has it, as far as this worker knows. */
  get post(): Post {
    return this.#post;
  }

  get request(): PublicationRequested['data'] {
    return this.known.request;
  }

  now(): Date {
    return this.parts.runtime.clock.now();
  }

  /** Whether what is sent now about a post dated at `publishAt` surely arrives before that. */
  isSafelyAhead(publishAt: string): boolean {
    return isSafelyAhead(publishAt, this.now(), this.request.leadSeconds);
  }

  /** Records a decision. @throws {DomainError} `attempt_superseded` when another worker has gone on meanwhile. */
  async record<Command>(decide: PostDecision<Command>, command: Command): Promise<Post> {
    this.#post = await this.parts.stream.record(this.task, this.known, decide, command);
    return this.#post;
  }

  /** The clip's video, in this tenant's Postiz. */
  async media(connection: UsableConnection): Promise<UploadedMedia> {
    const { parts, task, known } = this;
    const open = () => parts.files.find(task, this.request.clipId);
    const sha256 = this.request.sha256 ?? (await open()).sha256;
    return parts.uploads.ensure(connection, { sha256, open }, (media) =>
      recordUpload(parts.stream, task, known, connection, { sha256 }, media),
    );
  }

  /** What Postiz shows of a post at its instant. Where much hangs on it that it is not there, that is looked at twice. */
  async seen(
    { postiz }: UsableConnection,
    post: { readonly publishAt: string; readonly postId: string },
    purpose: ReadPurpose,
  ): Promise<ListedPost | undefined> {
    const look = async () => {
      const listed = await postiz.listPostsAt(new Date(post.publishAt), this.signal, purpose);
      return listed.find(({ id }) => id === post.postId);
    };
    return (await look()) ?? (purpose === 'reconcile' ? look() : undefined);
  }

  /** What stands at the instant and is this post: what is no draft any more first, then in the order of the ids. */
  async ours({ postiz }: UsableConnection, publishAt: string, purpose: ReadPurpose): Promise<ListedPost[]> {
    const listed = await postiz.listPostsAt(new Date(publishAt), this.signal, purpose);
    const rank = ({ state, id }: ListedPost) => `${state === 'DRAFT' ? 1 : 0} ${id}`;
    return listed
      .filter((candidate) => isOurs(candidate, this.request.publicationId, this.#post.integration))
      .sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
  }

  /** Incurred at the post's instant, whenever that was found out: the month must not depend on our outages. */
  cost(incurredAt: string): CostIncurred['data'] {
    return costOfPost(this.#post, this.request.publicationId, this.parts.postPriceUsd, incurredAt);
  }

  /** What Postiz showed, for a person who has to decide. */
  evidence(seen: ListedPost | 'absent' | null): Evidence {
    const lookedAt = this.now().toISOString();
    if (seen === null || seen === 'absent') return { seen, lookedAt, releaseUrl: null };
    return { seen: seen.state, lookedAt, releaseUrl: seen.releaseURL };
  }
}
