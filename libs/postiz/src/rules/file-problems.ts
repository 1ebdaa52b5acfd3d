import { isVideo, type CheckedMedia } from './checked-post.ts';
import { pointerOf, type PostProblem, type PostProblemCode } from './post-problem.ts';

const IMAGE_BYTES_MAX = 10 * 1024 * 1024;
const VIDEO_BYTES_MAX = 1024 * 1024 * 1024;

/** What `POST /posts` takes; an upload alone would also take avif, bmp and tiff (contract, sections 2.1 and 8.1). */
const MIME_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'video/mp4',
]);
const EXTENSIONS = ['.png', '.jpg', '.jpeg', '.gif', '.webp', '.mp4'];
const BRANDS: ReadonlySet<string> = new Set([
  'isom',
  'iso2',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'avc1',
  'dash',
  'msnv',
  'f4v',
]);

/** What Postiz would refuse about one file, whatever the network. */
export function fileProblems(media: CheckedMedia, index: number): readonly PostProblem[] {
  const problem = (code: PostProblemCode, detail: string): PostProblem => ({
    pointer: pointerOf('media', index),
    code,
    detail,
  });
  if (media.bytes === 0) return [problem('media_empty', 'The file is empty.')];
  if (!MIME_TYPES.has(media.mimeType)) {
    return [problem('media_type', 'Postiz takes PNG, JPEG, GIF, WebP and MP4 only.')];
  }
  return [
    ...(isTooLarge(media) ? [problem('media_too_large', tooLarge(media))] : []),
    ...(hasFitExtension(media.fileName) ? [] : [problem('media_extension', WRONG_EXTENSION)]),
    ...(hasFitBrand(media) ? [] : [problem('media_brand', wrongBrand(media))]),
  ];
}

/** Postiz compares the ending of a path as it is written, so `.MP4` is none of these. */
const WRONG_EXTENSION = `The file name must end in ${EXTENSIONS.join(', ')}, in lower case.`;

const hasFitExtension = (fileName: string): boolean =>
  EXTENSIONS.some((extension) => fileName.endsWith(extension));

const isTooLarge = (media: CheckedMedia): boolean =>
  media.bytes > (isVideo(media) ? VIDEO_BYTES_MAX : IMAGE_BYTES_MAX);

const tooLarge = (media: CheckedMedia): string =>
  isVideo(media) ? 'Postiz takes videos of at most 1 GiB.' : 'Postiz takes pictures of at most 10 MiB.';

const hasFitBrand = (media: CheckedMedia): boolean =>
  !isVideo(media) || media.ftypBrand === undefined || BRANDS.has(media.ftypBrand.trim().toLowerCase());

const wrongBrand = ({ ftypBrand }: CheckedMedia): string =>
  `The MP4 is of the brand "${ftypBrand}", which Postiz does not take as a video. Convert it to a common MP4 (brand isom or mp42).`;
