import { derivedId, prefixed, type ClipId, type PublicationId, type Runtime } from '@clipcast/kernel';
import type { ListedPost } from '@clipcast/postiz';
import type { Postiz, PostizConnections, UsableConnection } from '../../connections/postiz-connections.ts';
import type { PostIn } from '../post.ts';
import {
  abandonAttempt,
  acceptPost,
  intendDraft,
  intendPromotion,
  leaveUnconfirmed,
  publishPost,
  recordDraft,
} from './bring-out-post.ts';
import type { ClipFile, MediaUploads } from './media-uploads.ts';
import { isSafelyAhead, judge, nextStep, safetyMs } from './next-step.ts';
import { draftOf, isOurs, requestHash } from './post-content.ts';
import type { KnownPost, PostStream } from './post-stream.ts';
import { streamOfTask, type PostTask } from './post-task.ts';
import type { PublishInstants } from './publish-instants.adapter.ts';
import { recordUpload } from './record-upload.ts';

const FOLLOW_MS_MIN = 500;
const FOLLOW_MS_MAX = 15_000;

/** What bringing a post out rests on. */
export interface PostBringerParts {
  readonly stream: PostStream;
  readonly connections: PostizConnections;
  readonly uploads: MediaUploads;
  readonly instants: Pick<PublishInstants, 'reserve'>;
  readonly files: { find(task: PostTask, clipId: ClipId): Promise<ClipFile> };
  /** What one accepted post costs, as a decimal amount. */
  readonly postPriceUsd: string;
  readonly runtime: Runtime;
}

/** Carries out the protocol of design 7a, one step at a time: intent first, then the call, then what came of it. */
export class PostBringer {
  constructor(private readonly parts: PostBringerParts) {}

  /**
   * Takes one step.
   * @returns in how many milliseconds to look again; undefined when nothing is left to do.
   * @throws {PostizCallError} or {DomainError} when something is in the way.
   */
  async step(task: PostTask, known: KnownPost, signal: AbortSignal): Promise<number | undefined> {
    const next = nextStep(known.post, this.#now(), known.publication.request.leadSeconds);
    if (next.do === 'rest') return undefined;
    const connection = await this.parts.connections.pinned(
      task.profileId,
      known.publication.request.connectionVersion,
    );
    switch (next.do) {
      case 'create':
        return this.#create(task, known, connection, signal);
      case 'find-draft':
        return this.#findDraft(task, known, next.post, connection, signal);
      case 'promote':
        return this.#promote(task, known, next.post, connection.postiz, signal);
      case 'drop-draft':
        return this.#dropDraft(task, known, next.post, connection.postiz, signal);
      case 'check-promotion':
        return this.#checkPromotion(task, known, next.post, connection.postiz, signal);
      case 'follow':
        return this.#follow(task, known, next.post, connection.postiz, signal);
    }
  }

  async #create(
    task: PostTask,
    known: KnownPost,
    connection: UsableConnection,
    signal: AbortSignal,
  ): Promise<number> {
    const { request } = known.publication;
    const media = await this.#media(task, known, connection, signal);
    const wanted = new Date(this.#now().getTime() + request.leadSeconds * 1_000);
    const publishAt = await this.parts.instants.reserve(task.profileId, task.integrationId, wanted);
    const draft = draftOf(request.publicationId, known.post.integration, media, publishAt);
    await this.parts.stream.record(task, known, intendDraft, { publishAt, requestHash: requestHash(draft) });
    const { postId } = await connection.postiz.createPost(draft, signal);
    await this.parts.stream.record(task, known, recordDraft, {
      attempt: known.post.attempts + 1,
      postId,
      adopted: false,
    });
    return 0;
  }

  /** The answer to a creation was lost: whatever stands at the instant is it. Nothing there means to create it again. */
  async #findDraft(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'drafting'>,
    connection: UsableConnection,
    signal: AbortSignal,
  ): Promise<number> {
    const { request } = known.publication;
    const { postiz } = connection;
    const [found, ...surplus] = await this.#ours(postiz, request.publicationId, post, signal);
    for (const { id } of surplus) await postiz.deletePost(id, signal);
    if (found) {
      await this.parts.stream.record(task, known, recordDraft, {
        attempt: post.attempts,
        postId: found.id,
        adopted: true,
      });
      return 0;
    }
    if (!isSafelyAhead(post.publishAt, this.#now(), request.leadSeconds))
      return this.#abandon(task, known, post);
    const media = await this.#media(task, known, connection, signal);
    const draft = draftOf(request.publicationId, post.integration, media, new Date(post.publishAt));
    const { postId } = await postiz.createPost(draft, signal);
    await this.parts.stream.record(task, known, recordDraft, {
      attempt: post.attempts,
      postId,
      adopted: false,
    });
    return 0;
  }

  async #promote(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'drafted'>,
    postiz: Postiz,
    signal: AbortSignal,
  ): Promise<number> {
    await this.parts.stream.record(task, known, intendPromotion, { attempt: post.attempts });
    return this.#sendPromotion(task, known, post, postiz, signal);
  }

  /** Asked again right before the byte leaves: the intent took time, and a promotion after the instant would publish twice. */
  async #sendPromotion(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'drafted'> | PostIn<'promoting'>,
    postiz: Postiz,
    signal: AbortSignal,
  ): Promise<number> {
    const { leadSeconds } = known.publication.request;
    if (!isSafelyAhead(post.publishAt, this.#now(), leadSeconds)) return 0;
    const msLeft = Date.parse(post.publishAt) - this.#now().getTime() - safetyMs(leadSeconds) / 2;
    await postiz.promote(post.postId, this.parts.runtime.timers.deadline(msLeft, signal));
    return this.#accept(task, known, post);
  }

  async #dropDraft(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'drafted'> | PostIn<'promoting'>,
    postiz: Postiz,
    signal: AbortSignal,
  ) {
    await postiz.deletePost(post.postId, signal).catch(async (error: unknown) => {
      const left = await this.#ours(postiz, known.publication.request.publicationId, post, signal);
      if (left.some(({ id }) => id === post.postId)) throw error;
    });
    return this.#abandon(task, known, post);
  }

  /** The answer to a promotion was lost: what Postiz shows says whether it was applied. Never promoted but from DRAFT. */
  async #checkPromotion(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'promoting'>,
    postiz: Postiz,
    signal: AbortSignal,
  ) {
    const { request } = known.publication;
    const listed = await postiz.listPostsAt(new Date(post.publishAt), signal);
    const seen = listed.find(({ id }) => id === post.postId);
    if (seen && seen.state !== 'DRAFT') return this.#accept(task, known, post);
    if (seen && isSafelyAhead(post.publishAt, this.#now(), request.leadSeconds)) {
      return this.#sendPromotion(task, known, post, postiz, signal);
    }
    // A promotion may still be on its way: nothing is given up before the instant and a margin have passed without it.
    const settledAt = Date.parse(post.publishAt) + safetyMs(request.leadSeconds);
    const settlesInMs = settledAt - this.#now().getTime();
    if (settlesInMs > 0) return settlesInMs;
    if (!seen) {
      const detail =
        'Postiz no longer shows the post that was to be promoted: it was moved or deleted there.';
      await this.parts.stream.record(task, known, leaveUnconfirmed, { code: 'post_disappeared', detail });
      return 0;
    }
    return this.#dropDraft(task, known, post, postiz, signal);
  }

  async #follow(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'accepted'>,
    postiz: Postiz,
    signal: AbortSignal,
  ): Promise<number> {
    const after = this.#now().getTime() - Date.parse(post.publishAt);
    if (after < 0) return FOLLOW_MS_MIN - after;
    const listed = await postiz.listPostsAt(new Date(post.publishAt), signal);
    const seen = listed.find(({ id }) => id === post.postId);
    const verdict = judge(seen?.state ?? 'absent', after);
    if (verdict.is === 'published') {
      await this.parts.stream.record(task, known, publishPost, { releaseUrl: seen?.releaseURL ?? null });
      return 0;
    }
    if (verdict.is === 'unconfirmed') {
      await this.parts.stream.record(task, known, leaveUnconfirmed, verdict);
      return 0;
    }
    return Math.min(FOLLOW_MS_MAX, Math.max(FOLLOW_MS_MIN, after / 4));
  }

  async #accept(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'drafted'> | PostIn<'promoting'>,
  ): Promise<number> {
    const { publicationId } = known.publication.request;
    const cost = {
      costId: prefixed('cst', derivedId('post-cost', streamOfTask(task).id, task.integrationId)),
      provider: 'postiz',
      model: post.integration.provider,
      quantity: '1',
      unit: 'post',
      amountUsd: this.parts.postPriceUsd,
      incurredAt: this.#now().toISOString(),
      source: { publicationId, integrationId: task.integrationId },
    };
    await this.parts.stream.record(task, known, acceptPost, { attempt: post.attempts, cost });
    return 0;
  }

  async #abandon(
    task: PostTask,
    known: KnownPost,
    { attempts, phase }: PostIn<'drafting'> | PostIn<'drafted'> | PostIn<'promoting'>,
  ): Promise<number> {
    const reason = 'The instant came too near to go on safely; a new one is taken.';
    await this.parts.stream.record(task, known, abandonAttempt, { attempt: attempts, from: phase, reason });
    return 0;
  }

  async #ours(
    postiz: Postiz,
    publicationId: PublicationId,
    post: { publishAt: string } & KnownPost['post'],
    signal: AbortSignal,
  ): Promise<ListedPost[]> {
    const listed = await postiz.listPostsAt(new Date(post.publishAt), signal);
    return listed.filter((candidate) => isOurs(candidate, publicationId, post.integration));
  }

  async #media(task: PostTask, known: KnownPost, connection: UsableConnection, signal: AbortSignal) {
    const file = await this.parts.files.find(task, known.publication.request.clipId);
    return this.parts.uploads.ensure(
      connection,
      file,
      (media) => recordUpload(this.parts.stream, task, known, connection, file, media),
      signal,
    );
  }

  #now(): Date {
    return this.parts.runtime.clock.now();
  }
}
