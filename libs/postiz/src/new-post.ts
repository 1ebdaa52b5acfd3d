import type { JsonObject } from '@clipcast/kernel';
import { z } from 'zod';
import { boundedText, ForeignId } from './foreign-text.ts';
import { PostId } from './post-id.ts';

/** The limit that Postiz sets to a JSON body, whatever its documentation says. */
export const JSON_BYTES_MAX = 100 * 1024;

const MEDIA_PATH_CHARACTERS_MAX = 2_000;

/** Media that was uploaded before. */
export interface UploadedMedia {
  readonly id: string;
  readonly path: string;
}

/** One post for one integration. Several in one request could be created in part, and the ids of that part be lost. */
export interface NewPost {
  /** `draft` publishes nothing. `now` is not offered: it would leave nothing to find the post by if the answer is lost. */
  readonly type: 'draft' | 'schedule';
  /** The instant of publishing; unique to the millisecond within the integration, it is what the post is found by. */
  readonly date: Date;
  readonly integrationId: string;
  readonly content: string;
  readonly media: readonly UploadedMedia[];
  readonly settings: JsonObject;
  /** Only to change an existing post in place. */
  readonly postId?: string;
}

/** A post that stands in Postiz, with all that was sent: older versions change its state only by sending it again. */
export type ExistingPost = NewPost & { readonly postId: string };

export const postBody = (post: NewPost): string =>
  JSON.stringify({
    type: post.type,
    date: post.date.toISOString(),
    shortLink: false,
    tags: [],
    posts: [
      {
        integration: { id: post.integrationId },
        value: [
          { ...(post.postId !== undefined && { id: post.postId }), content: post.content, image: post.media },
        ],
        settings: post.settings,
      },
    ],
  });

/** Exactly one post; for the integration that was asked for, or it is no answer to the request. */
export const CreatedPost = z
  .tuple([z.looseObject({ postId: PostId, integration: z.string() })])
  .transform(([{ postId, integration }]) => ({ postId, integration }));

export const UploadAnswer = z
  .looseObject({ id: ForeignId, path: boundedText(MEDIA_PATH_CHARACTERS_MAX) })
  .transform(({ id, path }): UploadedMedia => ({ id, path }));
