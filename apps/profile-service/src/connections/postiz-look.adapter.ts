import type { Runtime, Secret } from '@clipcast/kernel';
import { PostizCallError, PostizClient, type EgressPolicy, type Integration } from '@clipcast/postiz';

const TIMEOUTS = { connectMs: 3_000, readMs: 8_000 };

/** Where a Postiz is, and the key to it. */
export interface PostizAccess {
  readonly apiUrl: string;
  readonly apiKey: Secret;
}

/** Looks at what is behind a connection. Nothing is changed there, and no client is kept. */
export class PostizLook {
  constructor(
    private readonly egress: EgressPolicy,
    private readonly runtime: Runtime,
  ) {}

  /**
   * The accounts behind a connection. A key counts as wrong only when Postiz says so twice: its own trouble can look like a
   * wrong key once.
   * @throws {PostizCallError} saying why they could not be listed.
   */
  async integrations(
    { apiUrl, apiKey }: PostizAccess,
    signal?: AbortSignal,
  ): Promise<readonly Integration[]> {
    const { egress, runtime } = this;
    const client = new PostizClient({ baseUrl: apiUrl, apiKey, runtime, egress, timeouts: TIMEOUTS });
    try {
      return await client.listIntegrations(signal).catch((error: unknown) => {
        if (isKeyVerdict(error)) return client.listIntegrations(signal);
        throw error;
      });
    } finally {
      await client.close();
    }
  }
}

const isKeyVerdict = (error: unknown): boolean =>
  error instanceof PostizCallError && error.code === 'postiz_key_invalid';
