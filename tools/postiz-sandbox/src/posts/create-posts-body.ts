import { z } from 'zod';
import { parseIsoDate } from './iso-date.ts';

const text = z.string({ error: 'must be a string' });
const list = { error: 'must be an array' };

/** The part before the query decides; capital letters do not match, as in Postiz. */
const IMAGE_PATH = /^[^?]+\.(png|jpg|jpeg|gif|webp|mp4)(\?.*)?$/s;

const ImageBody = z.looseObject({
  id: text,
  path: text.regex(IMAGE_PATH, { error: 'must end with .png, .jpg, .jpeg, .gif, .webp or .mp4' }),
  thumbnail: z.url({ error: 'must be a URL address' }).nullish(),
});

const ValueBody = z.object({
  id: text.nullish(),
  content: text,
  delay: z.number({ error: 'must be a number' }).nullish(),
  image: z.array(ImageBody, list),
});

const PostBody = z.object({
  integration: z.object({ id: text }),
  group: text.nullish(),
  settings: z.record(z.string(), z.unknown(), { error: 'must be an object' }).nullish(),
  value: z.array(ValueBody, list).min(1, { error: 'must contain at least 1 elements' }),
});

/** Non-booleans are coerced by truthiness, so that the text "false" counts as true; only a missing value is refused. */
const Truthy = z
  .unknown()
  .optional()
  .refine((value) => value !== undefined && value !== null, { error: 'must be a boolean value' })
  .transform(Boolean);

/** The body of `POST /posts`. Unknown keys are dropped, except inside `settings` and `image[]`, where Postiz keeps them. */
export const CreatePostsBody = z.object({
  type: z.unknown().optional(),
  date: text.transform((value, context) => {
    const date = parseIsoDate(value);
    if (date) return date;
    context.addIssue({ code: 'custom', message: 'must be a valid ISO 8601 date string' });
    return z.NEVER;
  }),
  shortLink: Truthy,
  tags: z.array(z.object({ value: text, label: text }, { error: 'must be an object' }), list),
  inter: z.number({ error: 'must be a number' }).nullish(),
  order: text.nullish(),
  republish: z.unknown().optional(),
  creationMethod: z.unknown().optional(),
  posts: z.array(PostBody, list).min(1, { error: 'must contain at least 1 elements' }),
});
export type CreatePostsBody = z.infer<typeof CreatePostsBody>;
export type PostBody = z.infer<typeof PostBody>;
