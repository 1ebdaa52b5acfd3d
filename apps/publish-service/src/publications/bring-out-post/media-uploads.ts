import type { ProfileId } from '@clipcast/kernel';
import type { UploadedMedia } from '@clipcast/postiz';
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

/** Enough for what is being published at one time; beyond it, the read model remembers. */
const KEPT_MAX = 500;

/**
 * Brings a clip's file into a tenant's Postiz once, however many integrations ask for it at the same time. An upload is
 * not public, so repeating one whose answer was lost does no harm. It belongs to all who wait for it, so it is given up
 * by none of them; the client bounds how long it may take.
 */
export class MediaUploads {
  readonly #uploads = new Map<string, Promise<UploadedMedia>>();

  constructor(private readonly memory: MediaMemory) {}

  /** @throws {PostizCallError} of the upload; `remember` is called before anybody gets the media. */
  async ensure(
    connection: UsableConnection,
    content: ClipContent,
    remember: (media: UploadedMedia) => Promise<unknown>,
  ): Promise<UploadedMedia> {
    const key = `${connection.profileId} ${connection.mediaScope} ${content.sha256}`;
    const known = this.#uploads.get(key);
    if (known) return known;
    const upload = this.#findOrUpload(connection, content, remember);
    this.#uploads.set(key, upload);
    upload.catch(() => this.#uploads.delete(key));
    const [oldest] = this.#uploads.keys();
    if (oldest && this.#uploads.size > KEPT_MAX) this.#uploads.delete(oldest);
    return upload;
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
