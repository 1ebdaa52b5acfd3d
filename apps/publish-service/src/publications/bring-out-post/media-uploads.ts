import type { ProfileId, Timers } from '@clipcast/kernel';
import { PostizCallError, type UploadedMedia } from '@clipcast/postiz';
import type { UsableConnection } from '../../connections/postiz-connections.ts';

/** A clip's file, as it has to reach Postiz. */
export interface ClipFile {
  readonly sha256: string;
  readonly path: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly bytes: number;
}

/** A clip's content, and the way to a file that holds it: it is not fetched where it is not needed. */
export interface ClipContent {
  readonly sha256: string;
  readonly open: () => Promise<ClipFile>;
}

/** Which media a connection's Postiz has already. */
export interface MediaMemory {
  find(profileId: ProfileId, sha256: string, mediaScope: string): Promise<UploadedMedia | undefined>;
}

/** Who waits for somebody else's upload for longer gives its place to other work of the profile. */
const WAIT_MS_MAX = 2_000;
/** Enough for what is being published at one time; beyond it, the read model remembers. */
const KEPT_MAX = 500;

/**
 * Brings a clip's file into a tenant's Postiz once, however many integrations ask for it at the same time. An upload is
 * not public, so repeating one whose answer was lost does no harm. It belongs to all who wait for it, so it is given up
 * by none of them; the client bounds how long it may take.
 */
export class MediaUploads {
  readonly #uploads = new Map<string, Promise<UploadedMedia>>();

  constructor(
    private readonly memory: MediaMemory,
    private readonly timers: Pick<Timers, 'sleep'>,
  ) {}

  /**
   * `remember` is called before anybody gets the media.
   * @throws {PostizCallError} of the upload; `not_sent`, `postiz_busy` when somebody else is still at it.
   */
  async ensure(
    connection: UsableConnection,
    content: ClipContent,
    remember: (media: UploadedMedia) => Promise<unknown>,
  ): Promise<UploadedMedia> {
    const key = `${connection.profileId} ${connection.mediaScope} ${content.sha256}`;
    const known = this.#uploads.get(key);
    if (known) return this.#waitFor(known);
    const upload = this.#findOrUpload(connection, content, remember);
    this.#uploads.set(key, upload);
    upload.catch(() => this.#uploads.delete(key));
    const [oldest] = this.#uploads.keys();
    if (oldest && this.#uploads.size > KEPT_MAX) this.#uploads.delete(oldest);
    return upload;
  }

  async #waitFor(upload: Promise<UploadedMedia>): Promise<UploadedMedia> {
    const enough = new AbortController();
    try {
      const media = await Promise.race([
        upload,
        this.timers.sleep(WAIT_MS_MAX, enough.signal).then(() => undefined),
      ]);
      if (media) return media;
    } finally {
      enough.abort();
    }
    const message = 'The video is being uploaded for another account of this brand.';
    throw new PostizCallError('not_sent', 'postiz_busy', message, { retryAfterMs: WAIT_MS_MAX });
  }

  async #findOrUpload(
    { profileId, mediaScope, postiz }: UsableConnection,
    content: ClipContent,
    remember: (media: UploadedMedia) => Promise<unknown>,
  ): Promise<UploadedMedia> {
    const known = await this.memory.find(profileId, content.sha256, mediaScope);
    if (known) return known;
    const media = await postiz.uploadMedia(await content.open());
    await remember(media);
    return media;
  }
}
