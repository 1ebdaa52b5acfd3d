import type { PostizTraits } from './traits/postiz-traits.ts';
import type { Call } from './transport.ts';

/** What Postiz counts by the hour, each by itself: current versions only `create`, those up to v2.18.0 all of them. */
export type PostizEndpoint = 'create' | 'list' | 'delete' | 'upload' | 'upload-from-url';

/** A method of the client that makes a call. */
export type PostizMethod =
  | 'isConnected'
  | 'listIntegrations'
  | 'listPosts'
  | 'listPostsAt'
  | 'uploadMedia'
  | 'createPost'
  | 'promote'
  | 'demote'
  | 'deletePost';

const ENDPOINTS: Readonly<Record<PostizMethod, PostizEndpoint | null>> = {
  isConnected: null,
  listIntegrations: null,
  listPosts: 'list',
  listPostsAt: 'list',
  uploadMedia: 'upload',
  createPost: 'create',
  promote: 'create',
  demote: 'create',
  deletePost: 'delete',
};

/**
 * The count that a call of this method takes one from; null when it takes from none. Where the traits do not tell, the
 * answer is the careful one: a budget that is kept for nothing hurts less than an hour of being refused.
 */
export function endpointUsedBy(method: PostizMethod, traits: PostizTraits): PostizEndpoint | null {
  const endpoint = ENDPOINTS[method];
  if (method === 'createPost') return endpoint;
  if (method === 'promote' || method === 'demote') return traits.statusRoute === 'present' ? null : endpoint;
  return traits.readsAreLimited === false ? null : endpoint;
}

const ROUTES: readonly (readonly [route: RegExp, endpoint: PostizEndpoint])[] = [
  [/^POST \/posts$/, 'create'],
  [/^GET \/posts\?/, 'list'],
  [/^DELETE \/posts\/[^/]+$/, 'delete'],
  [/^POST \/upload$/, 'upload'],
  [/^POST \/upload-from-url$/, 'upload-from-url'],
];

/** The endpoint that a request belongs to; undefined for what no version of Postiz counts. */
export const endpointOf = ({ method, path }: Pick<Call, 'method' | 'path'>): PostizEndpoint | undefined =>
  ROUTES.find(([route]) => route.test(`${method} ${path}`))?.[1];
