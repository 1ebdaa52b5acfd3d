/** Something about a post that Postiz, or the network behind it, would refuse. */
export interface PostProblem {
  /** A JSON pointer to it within the post, such as `/settings/title`; empty for the post as a whole. */
  readonly pointer: string;
  readonly code: PostProblemCode;
  /** What is wrong, and what would be right, for the person who wrote the post. */
  readonly detail: string;
}

export type PostProblemCode =
  | 'setting_missing'
  | 'setting_invalid'
  | 'setting_reserved'
  | 'content_empty'
  | 'content_too_long'
  | 'media_count'
  | 'media_kind'
  | 'media_type'
  | 'media_extension'
  | 'media_brand'
  | 'media_empty'
  | 'media_too_large'
  | 'post_too_large';

/** The JSON pointer of a path (RFC 6901). */
export const pointerOf = (...path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
