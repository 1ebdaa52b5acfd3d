import type { Random } from '@clipcast/kernel';

/** An id in the form of Postiz (a cuid): opaque, 25 letters and digits. */
export const newPostId = (random: Random): string =>
  `cm${[...random.bytes(23)].map((byte) => (byte % 36).toString(36)).join('')}`;

/** The number under which the pretended network knows a post: 18 digits. */
export const newReleaseId = (random: Random): string =>
  `1${[...random.bytes(17)].map((byte) => byte % 10).join('')}`;
