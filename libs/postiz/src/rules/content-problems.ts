import { isXArticle } from './provider-settings.ts';
import type { CheckedPost } from './checked-post.ts';
import type { PostProblem } from './post-problem.ts';

const X_MAX = 280;
const X_PREMIUM_MAX = 4_000;
const X_ARTICLE_MAX = 100_000;

/**
 * The longest text of each network, in characters, as `maxLength()` of its provider says in the source of Postiz
 * (gitroomhq/postiz-app, libraries/nestjs-libraries/src/integrations/social/*.provider.ts; telegram and vk: the launch
 * forms of its front end). LinkedIn's is the limit of the network itself. What is not here was not found, and passes.
 */
const LENGTH_MAX: ReadonlyMap<string, number> = new Map([
  ['bluesky', 300],
  ['facebook', 63_206],
  ['instagram', 2_200],
  ['instagram-standalone', 2_200],
  ['linkedin', 3_000],
  ['linkedin-page', 3_000],
  ['mastodon', 500],
  ['telegram', 4_096],
  ['threads', 500],
  ['tiktok', 2_000],
  ['vk', 2_048],
  ['youtube', 5_000],
]);

export function contentProblems(post: CheckedPost): readonly PostProblem[] {
  const text = post.content.replaceAll(TAG, '');
  if (text.trim() === '' && post.media.length === 0) {
    return [{ pointer: '/content', code: 'content_empty', detail: 'A post needs a text or media.' }];
  }
  const max = lengthMax(post);
  const length = Array.from(text).length;
  if (length <= max) return [];
  const detail = `The text has ${length} characters; ${post.identifier} takes at most ${max}.`;
  return [{ pointer: '/content', code: 'content_too_long', detail }];
}

/** Markup does not count as text, there or here. */
const TAG = /<\/?[a-z][^>]*>/gi;

function lengthMax({ identifier, settings, isPremium }: CheckedPost): number {
  if (identifier !== 'x') return LENGTH_MAX.get(identifier) ?? Infinity;
  if (isXArticle(settings)) return X_ARTICLE_MAX;
  return isPremium === false ? X_MAX : X_PREMIUM_MAX;
}
