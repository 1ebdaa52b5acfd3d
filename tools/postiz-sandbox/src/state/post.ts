import { z } from 'zod';
import { TagSchema } from './organisation.ts';

/** There is no "publishing" state: a post stays in the queue while the network works on it. */
export const PostStateSchema = z.enum(['DRAFT', 'QUEUE', 'PUBLISHED', 'ERROR']);
export type PostState = z.infer<typeof PostStateSchema>;

export const ImageSchema = z.looseObject({ id: z.string(), path: z.string() });
export type Image = Readonly<z.infer<typeof ImageSchema>>;

const CommentSchema = z.strictObject({
  content: z.string(),
  image: z.array(ImageSchema),
  delay: z.number().nullable(),
});

/** One row: the root of a chain with its follow-up comments, which no public endpoint can address by themselves. */
export const PostSchema = z.strictObject({
  id: z.string(),
  organisation: z.string(),
  integrationId: z.string(),
  group: z.string(),
  state: PostStateSchema,
  content: z.string(),
  image: z.array(ImageSchema),
  comments: z.array(CommentSchema),
  settings: z.record(z.string(), z.unknown()),
  tags: z.array(TagSchema),
  publishDate: z.string(),
  intervalInDays: z.number().nullable(),
  creationMethod: z.enum(['API', 'CLI']),
  releaseURL: z.string().nullable(),
  releaseId: z.string().nullable(),
  publications: z.int(),
  publishedAt: z.string().nullable(),
  createdAt: z.string(),
  deletedAt: z.string().nullable(),
});
export type Post = Readonly<z.infer<typeof PostSchema>>;

/** The moment a post is meant to go out, in milliseconds since 1970. */
export const publishMs = (post: Pick<Post, 'publishDate'>): number => Date.parse(post.publishDate);
