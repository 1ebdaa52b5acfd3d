import { bareId, type ProfileId } from '@clipcast/kernel';

/** What is stored of a clip: the video, and the picture that stands for it. */
export type MediaKind = 'video' | 'thumbnail';

/** One stored thing. The content of the video is its name, within its profile. */
export interface MediaObject {
  readonly profileId: ProfileId;
  /** Of the video, hex; a thumbnail goes by the video that it was taken from. */
  readonly sha256: string;
  readonly kind: MediaKind;
}

const ENDINGS: Readonly<Record<MediaKind, string>> = { video: 'mp4', thumbnail: 'jpg' };
const SHA256 = /^[0-9a-f]{64}$/;

export const mediaTypes: Readonly<Record<MediaKind, string>> = {
  video: 'video/mp4',
  thumbnail: 'image/jpeg',
};

/**
 * Where it is, below the root of a store: one folder for each profile. Nothing that a caller may have said gets into it.
 * @throws {TypeError} when the content's name is none.
 */
export function keyOf({ profileId, sha256, kind }: MediaObject): string {
  if (!SHA256.test(sha256)) throw new TypeError('A stored medium is named by a SHA-256 in hex.');
  return `${bareId(profileId)}/${sha256}.${ENDINGS[kind]}`;
}
