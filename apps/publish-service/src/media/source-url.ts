import { EgressRefused, type EgressPolicy } from '@clipcast/postiz';
import { notAllowed } from './source-trouble.ts';

const FILE_NAME_MAX = 200;
const WHERE_FROM =
  'Only public https:// hosts can be reached, on port 443, unless the operator allows the host.';

/**
 * An address that a video may be fetched from, parsed once; keep the object and never parse the text again. Where it leads
 * is asked again at every connection.
 * @throws {DomainError} `source_not_allowed`
 */
export function parseSourceUrl(policy: EgressPolicy, text: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) throw notAllowed('It is no URL.');
  const url = new URL(text, base?.href);
  if (url.username !== '' || url.password !== '')
    throw notAllowed('It must not hold a user or password; use a signed URL.');
  url.hash = '';
  try {
    // Everything before the path is judged as it is for connections. Paths and queries are the other side's affair.
    url.host = policy.parseBaseUrl(`${url.protocol}//${url.host}`).host;
  } catch (error) {
    if (error instanceof EgressRefused) throw notAllowed(WHERE_FROM);
    throw error;
  }
  return url;
}

/** What the last part of a path calls a file; empty when it says nothing. */
export function fileNameIn({ pathname }: URL): string {
  const last = pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last)
      .toWellFormed()
      .replaceAll(/[\p{Cc}/\\]/gu, '')
      .slice(0, FILE_NAME_MAX);
  } catch {
    return last.slice(0, FILE_NAME_MAX);
  }
}
