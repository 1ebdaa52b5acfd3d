import type { ClipMedia } from '@clipcast/contracts';
import type { ClipId, ProfileId } from '@clipcast/kernel';
import type { MediaStore } from '@clipcast/media-store';
import type { ArrivedVideo } from './arrivals.adapter.ts';
import type { MediaUses } from './media-uses.adapter.ts';

const FILE_NAME_MAX = 200;

/** Brings what has arrived into the store, so that nothing can stand there unnoticed or go while it is needed. */
export class MediaKeeper {
  constructor(
    private readonly store: MediaStore,
    private readonly uses: MediaUses,
  ) {}

  /**
   * Keeps a video and its thumbnail for a clip. Afterwards the clip's fact has to confirm the use within the hour.
   * @throws {DomainError} `media_store_unavailable`
   */
  async keep(
    profileId: ProfileId,
    clipId: ClipId,
    fileName: string,
    { video, thumbnail, durationMs }: ArrivedVideo,
  ): Promise<ClipMedia> {
    const content = { profileId, sha256: video.sha256 };
    await this.uses.hold(content, clipId);
    if (thumbnail) await this.store.keep({ ...content, kind: 'thumbnail' }, thumbnail);
    await this.store.keep({ ...content, kind: 'video' }, video);
    return {
      fileName: fileName.slice(0, FILE_NAME_MAX),
      sha256: video.sha256,
      bytes: video.bytes,
      durationMs,
      hasThumbnail: thumbnail !== null,
    };
  }
}
