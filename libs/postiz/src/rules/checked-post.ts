import type { JsonObject } from '@clipcast/kernel';

/** A file that shall go out with a post, as far as it is known before anything is uploaded. */
export interface CheckedMedia {
  /** The name it will be uploaded under; older versions of Postiz take the type from its ending. */
  readonly fileName: string;
  readonly mimeType: string;
  readonly bytes: number;
  /** The four characters after `ftyp` in an MP4; unless given, they are not checked. */
  readonly ftypBrand?: string;
}

/** A post for one integration, before it is sent. */
export interface CheckedPost {
  /** The network of the integration, such as `youtube`. */
  readonly identifier: string;
  readonly settings: JsonObject;
  readonly content: string;
  readonly media: readonly CheckedMedia[];
  /**
   * Whether the account pays for longer posts, which only X asks about. Postiz does not tell; unless it is known to be
   * false, the longer limit holds.
   */
  readonly isPremium?: boolean;
}

export const isVideo = ({ mimeType }: CheckedMedia): boolean => mimeType === 'video/mp4';
