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

/** Which media a connection's Postiz has already. */
export interface MediaMemory {
  find(profileId: ProfileId, sha256: string, connectionVersion: number): Promise<UploadedMedia | undefined>;
}

/**
 * Brings a clip's file into a tenant's Postiz once, however many integrations ask for it at the same time. An upload is
 * not public, so repeating one whose answer was lost does no harm.
 */
export class MediaUploads {
  readonly #running = new Map<string, Promise<UploadedMedia>>();

  constructor(private readonly memory: MediaMemory) {}

  /** @throws {PostizCallError} of the upload; `remember` is called before anybody gets the media. */
  async ensure(
    connection: UsableConnection,
    file: ClipFile,
    remember: (media: UploadedMedia) => Promise<void>,
    signal: AbortSignal,
  ): Promise<UploadedMedia> {
    const key = `${connection.profileId} ${connection.version} ${file.sha256}`;
    const running = this.#running.get(key);
    if (running) return running;
    const upload = this.#findOrUpload(connection, file, remember, signal).finally(() =>
      this.#running.delete(key),
    );
    this.#running.set(key, upload);
    return upload;
  }

  async #findOrUpload(
    { profileId, version, postiz }: UsableConnection,
    file: ClipFile,
    remember: (media: UploadedMedia) => Promise<void>,
    signal: AbortSignal,
  ): Promise<UploadedMedia> {
    const known = await this.memory.find(profileId, file.sha256, version);
    if (known) return known;
    const media = await postiz.uploadMedia(file, signal);
    await remember(media);
    return media;
  }
}
