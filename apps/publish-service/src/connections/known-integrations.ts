import { DomainError, type Clock } from '@clipcast/kernel';
import { PostizCallError, type Integration } from '@clipcast/postiz';
import type { UsableConnection } from './postiz-connections.ts';

/** Accounts change seldom, and asking for each publication would double the calls. */
const FRESH_MS = 30_000;
const KEPT_MAX = 1_000;

interface Remembered {
  readonly integrations: readonly Integration[];
  readonly atMs: number;
}

/**
 * The accounts behind a connection. What Postiz said last is used while Postiz does not answer, so that work can be
 * accepted; whether it can be done shows when it is.
 */
export class KnownIntegrations {
  readonly #known = new Map<string, Remembered>();

  constructor(private readonly clock: Clock) {}

  /** As Postiz has them now. @throws {DomainError} saying why Postiz could not be asked. */
  async ask(connection: UsableConnection): Promise<readonly Integration[]> {
    try {
      const integrations = await connection.postiz.listIntegrations();
      this.#remember(connection, integrations);
      return integrations;
    } catch (error) {
      throw error instanceof PostizCallError ? refusalOf(error) : error;
    }
  }

  /** As Postiz had them a moment ago, or when it answered last. @throws {DomainError} when nothing is known. */
  async recall(connection: UsableConnection): Promise<readonly Integration[]> {
    const known = this.#known.get(keyOf(connection));
    if (known && this.clock.monotonicMs() - known.atMs < FRESH_MS) return known.integrations;
    try {
      return await this.ask(connection);
    } catch (error) {
      if (known && error instanceof DomainError && error.kind !== 'conflict') return known.integrations;
      throw error;
    }
  }

  #remember(connection: UsableConnection, integrations: readonly Integration[]): void {
    const key = keyOf(connection);
    this.#known.delete(key);
    this.#known.set(key, { integrations, atMs: this.clock.monotonicMs() });
    const [oldest] = this.#known.keys();
    if (oldest && this.#known.size > KEPT_MAX) this.#known.delete(oldest);
  }
}

const keyOf = ({ profileId, kind, version }: UsableConnection): string => `${profileId} ${kind} ${version}`;

/** A call to a tenant's Postiz, as the API's refusal. What Postiz itself said is data from outside and stays text. */
function refusalOf(error: PostizCallError): DomainError {
  const { code, outcome, message, upstreamMessage, retryAfterMs } = error;
  const kind =
    code === 'postiz_key_invalid' ? 'conflict' : outcome === 'rejected' ? 'upstream' : 'unavailable';
  const details = {
    ...(upstreamMessage && { upstreamMessage }),
    ...(retryAfterMs !== undefined && { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) }),
  };
  return new DomainError(code, kind, message, details, { cause: error });
}
