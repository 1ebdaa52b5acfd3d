import { DomainError } from '@clipcast/kernel';
import { EgressRefused } from '@clipcast/postiz';
import { CLIP_BYTES_MAX } from './measured-video.ts';

const at = (detail: string) => ({ errors: [{ pointer: '/sourceUrl', detail }] });

export const notAllowed = (detail: string): DomainError =>
  new DomainError(
    'source_not_allowed',
    'invalid',
    'Nothing is fetched from this sourceUrl. Give the https:// URL of a video on a public host.',
    at(detail),
  );

/** The source's status is told, its words are not: nobody reads through us what only we can reach. */
export const refused = (upstreamStatus: number): DomainError =>
  new DomainError(
    'source_refused',
    'upstream',
    `The source answered with status ${upstreamStatus}. Check that the URL can be fetched without signing in and has not expired.`,
    { upstreamStatus, retryable: upstreamStatus >= 500 || upstreamStatus === 429 },
  );

export const tooLarge = (): DomainError =>
  new DomainError(
    'source_too_large',
    'too_large',
    'The video behind the sourceUrl is larger than 1 GiB, which is what Postiz takes.',
    { bytesMax: CLIP_BYTES_MAX },
  );

export const encoded = (): DomainError =>
  new DomainError(
    'source_refused',
    'upstream',
    'The source sends the video compressed although it was asked not to. Give a URL that sends the file as it is.',
  );

export const tooManyRedirects = (): DomainError =>
  new DomainError('source_refused', 'upstream', 'The source sends from one address to the next without end.');

const timedOut = (cause: unknown): DomainError =>
  new DomainError(
    'source_timeout',
    'upstream',
    'The video did not arrive from the source in time. Try again, or upload the file.',
    {},
    { cause },
  );

const unreachable = (cause: unknown): DomainError =>
  new DomainError(
    'source_unreachable',
    'upstream',
    'The source cannot be reached, or the connection to it broke before the whole video had arrived.',
    {},
    { cause },
  );

const SILENCE_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** What a download that failed is called. A forbidden address and what is wrong with the video itself keep their own names. */
export function troubleOf(error: unknown, deadline: AbortSignal): DomainError {
  if (error instanceof DomainError) return error.code === 'clip_too_large' ? tooLarge() : error;
  if (error instanceof EgressRefused) return notAllowed(error.message);
  const cause = new Error(`${codeOf(error)} ${error instanceof Error ? error.message : ''}`.trim());
  return deadline.aborted || SILENCE_CODES.has(codeOf(error)) ? timedOut(cause) : unreachable(cause);
}
