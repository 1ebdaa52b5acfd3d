import type { JsonObject } from '@clipcast/kernel';
import type { CheckedMedia, CheckedPost } from '../rules/checked-post.ts';

export const aVideo = (overrides: Partial<CheckedMedia> = {}): CheckedMedia => ({
  fileName: 'clip.mp4',
  mimeType: 'video/mp4',
  bytes: 5_000_000,
  ftypBrand: 'isom',
  ...overrides,
});

export const aPicture = (overrides: Partial<CheckedMedia> = {}): CheckedMedia => ({
  fileName: 'still.jpg',
  mimeType: 'image/jpeg',
  bytes: 300_000,
  ...overrides,
});

/** Settings that Postiz takes, for every network that demands some. */
export const fitSettings: Readonly<Record<string, JsonObject>> = {
  youtube: { title: 'A clip', type: 'public' },
  tiktok: {
    privacy_level: 'SELF_ONLY',
    duet: false,
    stitch: false,
    comment: true,
    brand_content_toggle: false,
    brand_organic_toggle: false,
    autoAddMusic: 'no',
    content_posting_method: 'DIRECT_POST',
  },
  instagram: { post_type: 'post' },
  x: { who_can_reply_post: 'everyone' },
};

/** A post with a video that every network takes. */
export const aPost = (identifier: string, overrides: Partial<CheckedPost> = {}): CheckedPost => ({
  identifier,
  settings: fitSettings[identifier.replace(/-(business|standalone)$/, '')] ?? {},
  content: 'A clip',
  media: [aVideo()],
  ...overrides,
});
