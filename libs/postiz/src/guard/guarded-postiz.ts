import type { Integration } from '../integration.ts';
import type { ListedPost } from '../listed-post.ts';
import type { MediaFile } from '../media-file.ts';
import type { ExistingPost, NewPost, UploadedMedia } from '../new-post.ts';
import type { PostizClient, PromoteBounds } from '../postiz-client.ts';
import type { PostizTraits } from '../traits/postiz-traits.ts';
import type { CallGuard, GuardState } from './call-guard.ts';

/** A client whose calls go through the guard of its tenant and host. It throws what the two of them throw. */
export class GuardedPostiz implements Omit<PostizClient, 'close'> {
  constructor(
    private readonly client: Omit<PostizClient, 'close'>,
    private readonly guard: CallGuard,
  ) {}

  get traits(): PostizTraits {
    return this.client.traits;
  }

  /** Whether a call that failed may be repeated now; a yes takes one from the budget. */
  mayRetry(): boolean {
    return this.guard.mayRetry();
  }

  guardState(): GuardState {
    return this.guard.state();
  }

  async isConnected(signal?: AbortSignal): Promise<boolean> {
    return this.guard.run(() => this.client.isConnected(signal), { signal });
  }

  async listIntegrations(signal?: AbortSignal): Promise<readonly Integration[]> {
    return this.guard.run(() => this.client.listIntegrations(signal), { signal });
  }

  async listPosts(from: Date, to: Date, signal?: AbortSignal): Promise<readonly ListedPost[]> {
    return this.guard.run(() => this.client.listPosts(from, to, signal), { signal });
  }

  async listPostsAt(instant: Date, signal?: AbortSignal): Promise<readonly ListedPost[]> {
    return this.guard.run(() => this.client.listPostsAt(instant, signal), { signal });
  }

  async uploadMedia(media: MediaFile, signal?: AbortSignal): Promise<UploadedMedia> {
    return this.guard.run(() => this.client.uploadMedia(media, signal), { kind: 'upload', signal });
  }

  async createPost(post: NewPost, signal?: AbortSignal): Promise<{ readonly postId: string }> {
    return this.guard.run(() => this.client.createPost(post, signal), { signal });
  }

  /** The wait for a place counts against `withinMs`: a promotion must not leave later because others came first. */
  async promote(draft: ExistingPost, signal?: AbortSignal, { withinMs }: PromoteBounds = {}): Promise<void> {
    const call = (leftMs: number): Promise<void> => this.client.promote(draft, signal, { withinMs: leftMs });
    return this.guard.run(call, { signal, withinMs });
  }

  async demote(post: ExistingPost, signal?: AbortSignal): Promise<void> {
    return this.guard.run(() => this.client.demote(post, signal), { signal });
  }

  async deletePost(postId: string, signal?: AbortSignal): Promise<void> {
    return this.guard.run(() => this.client.deletePost(postId, signal), { signal });
  }
}
