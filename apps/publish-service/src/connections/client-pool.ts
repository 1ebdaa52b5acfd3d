import { PostizCallError, type PostizClient } from '@clipcast/postiz';

interface Pooled {
  readonly client: Pick<PostizClient, 'close'>;
  readonly keyVersion: number;
  calls: number;
  /** Nobody gets it any more; it is closed after its last call. */
  retired: boolean;
}

/**
 * The clients that are in use, and those used last, up to a number. A client is closed when it has to make room or a newer
 * key has come, and never under a call: while all are in use there are more of them.
 */
export class ClientPool<Client extends Pick<PostizClient, 'close'> = PostizClient> {
  readonly #clients = new Map<string, Pooled & { readonly client: Client }>();
  #closed = false;

  constructor(private readonly clientsMax: number) {}

  /** How many clients there are. */
  get size(): number {
    return this.#clients.size;
  }

  /**
   * Makes a call with the client of this name, which has this key or a newer one.
   * @throws {PostizCallError} `not_sent`, `postiz_cancelled`, once the pool is closed; and whatever the call throws.
   */
  async use<T>(
    name: string,
    keyVersion: number,
    make: () => Client,
    call: (client: Client) => Promise<T>,
  ): Promise<T> {
    if (this.#closed) throw stopping();
    const pooled = this.#find(name, keyVersion) ?? this.#add(name, keyVersion, make());
    pooled.calls += 1;
    this.#clients.delete(name);
    this.#clients.set(name, pooled);
    this.#makeRoom();
    try {
      return await call(pooled.client);
    } finally {
      pooled.calls -= 1;
      if (pooled.retired && pooled.calls === 0) void pooled.client.close();
    }
  }

  /** Ends every connection. Calls under way fail as cancelled. */
  async close(): Promise<void> {
    this.#closed = true;
    const clients = [...this.#clients.values()];
    this.#clients.clear();
    await Promise.all(clients.map(({ client }) => client.close()));
  }

  #find(name: string, keyVersion: number) {
    const pooled = this.#clients.get(name);
    if (!pooled || pooled.keyVersion >= keyVersion) return pooled;
    this.#retire(name, pooled);
    return undefined;
  }

  #add(name: string, keyVersion: number, client: Client) {
    const pooled = { client, keyVersion, calls: 0, retired: false };
    this.#clients.set(name, pooled);
    return pooled;
  }

  #makeRoom(): void {
    for (const [name, pooled] of this.#clients) {
      if (this.#clients.size <= this.clientsMax) return;
      if (pooled.calls === 0) this.#retire(name, pooled);
    }
  }

  #retire(name: string, pooled: Pooled): void {
    this.#clients.delete(name);
    pooled.retired = true;
    if (pooled.calls === 0) void pooled.client.close();
  }
}

const stopping = (): PostizCallError =>
  new PostizCallError('not_sent', 'postiz_cancelled', 'This process is stopping.');
