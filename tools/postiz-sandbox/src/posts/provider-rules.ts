import type { Image } from '../state/post.ts';
import { escapedPlainText } from './post-content.ts';

/** Longest text of each network, in characters of the plain text. */
const LENGTH_MAX: ReadonlyMap<string, number> = new Map([
  ['x', 280],
  ['bluesky', 300],
  ['mastodon', 500],
  ['threads', 500],
  ['tiktok', 2_000],
  ['tiktok-business', 2_000],
  ['instagram', 2_200],
  ['instagram-standalone', 2_200],
  ['linkedin', 3_000],
  ['linkedin-page', 3_000],
  ['youtube', 5_000],
]);

const isVideo = (image: Image): boolean => (image.path.split('?')[0] ?? '').endsWith('.mp4');

interface Value {
  readonly content: string;
  readonly image: readonly Image[];
}

/** True when neither words nor media are left: markup alone does not count. */
export const isEmpty = ({ content, image }: Value): boolean =>
  image.length === 0 && escapedPlainText(content) === '';

/** What the network of this provider would refuse about a post, in words; undefined when it would take it. */
export function providerProblem(identifier: string, values: readonly Value[]): string | undefined {
  const lengthMax = LENGTH_MAX.get(identifier) ?? Infinity;
  if (values.some(({ content }) => lengthOf(content) > lengthMax)) {
    return `Maximum length is ${lengthMax} characters`;
  }
  return mediaProblem(identifier, values[0]?.image ?? []);
}

/** Characters a reader counts: an escaped `&amp;` is one. */
const lengthOf = (content: string): number =>
  Array.from(escapedPlainText(content).replaceAll(/&\w+;/g, '&')).length;

function mediaProblem(identifier: string, media: readonly Image[]): string | undefined {
  const videos = media.filter(isVideo).length;
  switch (identifier) {
    case 'youtube':
      return media.length === 1 && videos === 1 ? undefined : 'You need one video';
    case 'tiktok':
    case 'tiktok-business':
      if (media.length === 0) return 'No video / images selected';
      return media.length > 1 && videos > 0
        ? 'Only pictures are supported when selecting multiple items'
        : undefined;
    case 'instagram':
    case 'instagram-standalone':
      if (media.length === 0) return 'Should have at least one media';
      return media.length > 10 ? 'Maximum 10 media' : undefined;
    case 'bluesky':
      return videos > 1 ? 'You can only upload one video per post' : undefined;
    default:
      return undefined;
  }
}
