import { isDatabaseTrouble } from '@clipcast/event-store';
import { backoffMs, DomainError, type Random } from '@clipcast/kernel';
import { MediaMissingError } from '@clipcast/media-store';
import { PostizCallError } from '@clipcast/postiz';

const BASE_MS = 500;
const CAP_MS = 30_000;
const DISABLED_MS = 2_000;
const DISABLED_MS_MAX = 60_000;

/** What to do about something that went wrong while a post was brought out. */
export type Remedy =
  /** Another worker has gone on, or the answer lies in the log: look again at once. */
  | { readonly do: 'look-again' }
  /** Tried again in a while; said in the timeline when `tell` is given, with the time when it is known to last so long. */
  | {
      readonly do: 'wait';
      readonly ms: number;
      readonly tell?: { readonly code: string; readonly detail: string; readonly lasts?: true };
    }
  /** It will be refused again, however often it is tried. */
  | { readonly do: 'give-up'; readonly code: string; readonly detail: string };

/** Not refusals of Postiz, but nothing that waiting would mend. */
const HOPELESS: ReadonlySet<string> = new Set(['egress_refused']);
/** A file that cannot be read may be there at the next look, a copy of it or a disk that was away; not after so many. */
const MEDIA_TRIES_MAX = 8;

/** The remedy by what really happened (reliability, section 5d). Only a refusal ends a post. */
export function remedyFor(error: unknown, tries: number, random: Random): Remedy {
  const ms = backoffMs(tries, random, BASE_MS, CAP_MS);
  if (isMediaTrouble(error) && tries >= MEDIA_TRIES_MAX) return mediaIsGone();
  if (error instanceof PostizCallError) return remedyForCall(error, ms);
  if (error instanceof DomainError) return remedyForRefusal(error, ms, tries);
  if (isDatabaseTrouble(error)) return { do: 'wait', ms };
  return {
    do: 'wait',
    ms,
    tell: {
      code: 'internal',
      detail: 'Something unexpected went wrong. It is tried again; the log of the service says more.',
    },
  };
}

function remedyForCall(error: PostizCallError, ms: number): Remedy {
  const detail = error.upstreamMessage
    ? `${error.message} Postiz says: ${error.upstreamMessage}`
    : error.message;
  const told = { code: error.code, detail };
  if (error.outcome === 'rejected' || HOPELESS.has(error.code)) return { do: 'give-up', ...told };
  const { retryAfterMs } = error;
  if (retryAfterMs === undefined) return { do: 'wait', ms, tell: told };
  // Only the hourly limit lasts until a time that is worth telling; the rest is tried again and again.
  const isLimit = error.code === 'postiz_rate_limited';
  return { do: 'wait', ms: retryAfterMs, tell: isLimit ? { ...told, lasts: true } : told };
}

function remedyForRefusal({ code, kind, message }: DomainError, ms: number, tries: number): Remedy {
  if (code === 'attempt_superseded') return { do: 'look-again' };
  if (code === 'connection_disabled') {
    const waitMs = Math.min(DISABLED_MS_MAX, DISABLED_MS * 2 ** Math.min(tries, 10));
    return { do: 'wait', ms: waitMs, tell: { code, detail: message } };
  }
  if (kind === 'unavailable') return { do: 'wait', ms };
  return { do: 'give-up', code, detail: message };
}

const isMediaTrouble = (error: unknown): boolean =>
  error instanceof MediaMissingError ||
  (error instanceof PostizCallError && error.code === 'postiz_media_unreadable');

const mediaIsGone = (): Remedy => ({
  do: 'give-up',
  code: 'media_missing',
  detail: 'The video of the clip cannot be read where it is stored. Upload it again as a new clip.',
});
