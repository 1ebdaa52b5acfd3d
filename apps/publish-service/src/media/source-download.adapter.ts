import type { Readable } from 'node:stream';
import { DomainError, type ProfileId, type Runtime } from '@clipcast/kernel';
import { checkedConnector, type EgressPolicy } from '@clipcast/postiz';
import { Agent, type Dispatcher } from 'undici';
import { CLIP_BYTES_MAX } from './measured-video.ts';
import { encoded, notAllowed, refused, tooLarge, tooManyRedirects, troubleOf } from './source-trouble.ts';
import { fileNameIn, parseSourceUrl } from './source-url.ts';
import { whenAborted } from './when-aborted.ts';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
const HEADER_BYTES_MAX = 16 * 1024;
const REDIRECTS_MAX = 4;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** How many downloads one replica works on at a time, and how many of them for one profile. */
const AT_ONCE_MAX = 16;
const AT_ONCE_OF_A_PROFILE_MAX = 4;

/**
 * Fetches videos from addresses that tenants give. Each hop of the way is checked: its URL when it is named, its addresses
 * at the connection. Nothing of ours is sent, and nothing of an answer is shown but its status.
 */
export class SourceDownload {
  readonly #agent: Agent;
  readonly #running = new Map<ProfileId, number>();

  constructor(
    private readonly policy: EgressPolicy,
    private readonly runtime: Pick<Runtime, 'timers'>,
    /** For a whole download, in milliseconds. */
    private readonly withinMs: number,
  ) {
    this.#agent = new Agent({
      connect: checkedConnector(policy, Math.min(CONNECT_MS, withinMs)),
      allowH2: false,
      maxHeaderSize: HEADER_BYTES_MAX,
      // Each request has a connection of its own, so that each is checked.
      pipelining: 0,
    });
  }

  /**
   * Streams what is behind a URL into `receive`.
   * @throws {DomainError} `source_not_allowed`, `source_unreachable`, `source_timeout`, `source_refused`,
   * `source_too_large`, `source_busy`, or what `receive` refuses.
   */
  async fetch<T>(
    profileId: ProfileId,
    sourceUrl: string,
    receive: (video: Readable) => Promise<T>,
  ): Promise<{ readonly fileName: string; readonly received: T }> {
    const url = parseSourceUrl(this.policy, sourceUrl);
    const done = this.#begin(profileId);
    const deadline = this.runtime.timers.deadline(this.withinMs);
    try {
      const received = await receive(await this.#open(url, deadline));
      return { fileName: fileNameIn(url), received };
    } catch (error) {
      throw troubleOf(error, deadline);
    } finally {
      done();
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #open(url: URL, deadline: AbortSignal, redirects = 0): Promise<Readable> {
    // A name that hangs, or a host, must not hold the caller; undici looks at the signal only once a connection stands.
    const answer = await Promise.race([this.#ask(url, deadline), whenAborted(deadline)]);
    const { statusCode, headers, body } = answer;
    if (statusCode === 200) {
      const refusal = refusalOf(answer);
      if (!refusal) return body;
      discard(body);
      throw refusal;
    }
    discard(body);
    const location = [headers['location']].flat()[0];
    if (!REDIRECTS.has(statusCode) || location === undefined) throw refused(statusCode);
    if (redirects === REDIRECTS_MAX) throw tooManyRedirects();
    return this.#open(redirectedTo(this.policy, location, url), deadline, redirects + 1);
  }

  #ask(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    return this.#agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: { accept: 'video/mp4, */*', 'accept-encoding': 'identity', 'user-agent': 'clipcast' },
      signal,
      headersTimeout: SILENCE_MS,
      bodyTimeout: SILENCE_MS,
    });
  }

  /** @throws {DomainError} `source_busy` */
  #begin(profileId: ProfileId): () => void {
    const mine = this.#running.get(profileId) ?? 0;
    const all = [...this.#running.values()].reduce((sum, count) => sum + count, 0);
    if (mine >= AT_ONCE_OF_A_PROFILE_MAX || all >= AT_ONCE_MAX)
      throw new DomainError(
        'source_busy',
        'unavailable',
        'As many videos as one profile, or all, may have are being fetched. Try again when one has arrived.',
        { retryAfterSeconds: 5 },
      );
    this.#running.set(profileId, mine + 1);
    return () => {
      const left = (this.#running.get(profileId) ?? 1) - 1;
      if (left === 0) this.#running.delete(profileId);
      else this.#running.set(profileId, left);
    };
  }
}

/** What a source names next is its word, so nothing of it is said back. */
function redirectedTo(policy: EgressPolicy, location: string, from: URL): URL {
  try {
    return parseSourceUrl(policy, location, from);
  } catch (error) {
    throw error instanceof DomainError
      ? notAllowed('It redirects to an address that is not allowed.')
      : error;
  }
}

function refusalOf({ headers }: Dispatcher.ResponseData): DomainError | undefined {
  if (Number(headers['content-length'] ?? 0) > CLIP_BYTES_MAX) return tooLarge();
  const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
  return encoding === 'identity' ? undefined : encoded();
}

const discard = (body: Readable): void => {
  body.on('error', () => undefined).destroy();
};
