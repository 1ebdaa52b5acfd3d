import type { ExistingPost } from '../new-post.ts';

/** A draft that stands in Postiz as `post-1`. */
export const aDraft = (overrides: Partial<ExistingPost> = {}): ExistingPost => ({
  type: 'draft',
  date: new Date('2027-01-10T10:00:00.137Z'),
  integrationId: 'int-1',
  content: 'hello',
  media: [],
  settings: {},
  postId: 'post-1',
  ...overrides,
});
