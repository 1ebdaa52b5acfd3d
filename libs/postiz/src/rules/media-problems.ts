import { isVideo, type CheckedPost } from './checked-post.ts';
import { fileProblems } from './file-problems.ts';
import { pointerOf, type PostProblem } from './post-problem.ts';
import { isXArticle } from './provider-settings.ts';

const INSTAGRAM_MEDIA_MAX = 10;

/** What Postiz would refuse about the media: each file by itself, and all of them for this network (contract, 2.3). */
export const mediaProblems = (post: CheckedPost): readonly PostProblem[] => [
  ...post.media.flatMap(fileProblems),
  ...networkProblems(post),
];

function networkProblems(post: CheckedPost): readonly PostProblem[] {
  switch (post.identifier) {
    case 'youtube':
      return youtube(post);
    case 'tiktok':
    case 'tiktok-business':
      return tiktok(post);
    case 'instagram':
    case 'instagram-standalone':
      return instagram(post);
    case 'bluesky':
      return bluesky(post);
    case 'x':
      return x(post);
    default:
      return [];
  }
}

const count = (detail: string): PostProblem => ({ pointer: '/media', code: 'media_count', detail });
const kind = (index: number, detail: string): PostProblem => ({
  pointer: pointerOf('media', index),
  code: 'media_kind',
  detail,
});

const videoAt = ({ media }: CheckedPost): number => media.findIndex(isVideo);

function youtube({ media }: CheckedPost): readonly PostProblem[] {
  const [first] = media;
  if (first === undefined || media.length > 1) return [count('YouTube takes exactly one video.')];
  return isVideo(first) ? [] : [kind(0, 'YouTube takes a video, not a picture.')];
}

function tiktok(post: CheckedPost): readonly PostProblem[] {
  if (post.media.length === 0) return [count('TikTok needs a video or at least one picture.')];
  const mixes = post.media.length > 1 && videoAt(post) >= 0;
  return mixes ? [kind(videoAt(post), 'Of several media, TikTok takes pictures only.')] : [];
}

function instagram(post: CheckedPost): readonly PostProblem[] {
  const { length } = post.media;
  if (length === 0) return [count('Instagram needs a video or at least one picture.')];
  return length > INSTAGRAM_MEDIA_MAX
    ? [count(`Instagram takes at most ${INSTAGRAM_MEDIA_MAX} media in one post.`)]
    : [];
}

function bluesky({ media }: CheckedPost): readonly PostProblem[] {
  return media.filter(isVideo).length > 1 ? [count('Bluesky takes at most one video in one post.')] : [];
}

function x(post: CheckedPost): readonly PostProblem[] {
  const hasVideo = videoAt(post) >= 0;
  return isXArticle(post.settings) && hasVideo
    ? [kind(videoAt(post), 'An article on X takes pictures only.')]
    : [];
}
