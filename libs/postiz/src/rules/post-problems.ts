import { JSON_BYTES_MAX } from '../new-post.ts';
import type { CheckedPost } from './checked-post.ts';
import { contentProblems } from './content-problems.ts';
import { mediaProblems } from './media-problems.ts';
import type { PostProblem } from './post-problem.ts';
import { settingsProblems } from './settings-problems.ts';

/** Kept free for what a request carries around the text and the settings: ids, the date and the paths of the media. */
const ENVELOPE_BYTES = 4 * 1024;

/**
 * What Postiz would refuse about a post, found before anything is sent: every refused request burns one of the tenant's
 * few creations an hour. It is checked in full for drafts too, which Postiz takes more lightly, because a promotion checks
 * nothing at all: what slips through fails when it is published. A network that we do not know passes.
 */
export const postProblems = (post: CheckedPost): readonly PostProblem[] => [
  ...settingsProblems(post),
  ...mediaProblems(post),
  ...contentProblems(post),
  ...sizeProblems(post),
];

function sizeProblems({ content, settings }: CheckedPost): readonly PostProblem[] {
  const bytes = Buffer.byteLength(JSON.stringify({ content, settings }));
  if (bytes + ENVELOPE_BYTES <= JSON_BYTES_MAX) return [];
  const detail = 'Text and settings together are larger than the 96 KiB that fit into a request to Postiz.';
  return [{ pointer: '', code: 'post_too_large', detail }];
}
