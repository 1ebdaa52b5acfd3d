import { createHash } from 'node:crypto';
import type { Ask } from './http-ask.ts';
import { clipForm, trialClip } from './trial-clip.ts';
import { operator, type Brand } from './trial-world.ts';

const ENDS: ReadonlySet<string> = new Set([
  'published',
  'partly_published',
  'failed',
  'unconfirmed',
  'cancelled',
]);

/** A publication as the API shows it. */
export interface Job {
  readonly id: string;
  readonly status: string;
  readonly integrations: readonly {
    readonly integrationId: string;
    readonly status: string;
    readonly reason: { readonly code: string; readonly detail: string } | null;
  }[];
  readonly timeline: readonly { readonly event: string; readonly at: string }[];
}

export const hasEnded = ({ status }: Job): boolean => ENDS.has(status);

/** One publication that a brand asks for, however often it has to ask: the second answer is the first one again. */
export class Trial {
  readonly sha256: string;
  readonly #content: Buffer;
  #clipId: string | undefined;
  #publicationId: string | undefined;

  constructor(
    readonly name: string,
    readonly brand: Brand,
  ) {
    this.#content = trialClip(name);
    this.sha256 = createHash('sha256').update(this.#content).digest('hex');
  }

  get isAccepted(): boolean {
    return this.#publicationId !== undefined;
  }

  /** Uploads the clip, then asks for its publication. @throws {Error} quoting the answer that was no success */
  async submit(ask: Ask, more: object = {}): Promise<void> {
    const { profileId, integrationIds } = this.brand;
    const path = `/v1/profiles/${profileId}`;
    this.#clipId ??= await this.#post(ask, `${path}/clips`, 'clip', clipForm(this.#content));
    const body = { clipId: this.#clipId, caption: this.name, integrationIds, ...more };
    this.#publicationId ??= await this.#post(ask, `${path}/publications`, 'publication', {
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    });
  }

  /** @throws {Error} when it was not accepted, or the replica does not show it */
  async job(ask: Ask): Promise<Job> {
    const path = `/v1/profiles/${this.brand.profileId}/publications/${this.#publicationId}`;
    const { status, body } = await ask({ method: 'GET', path, headers: operator });
    if (status !== 200) throw new Error(`${this.name} was answered ${status}: ${JSON.stringify(body)}`);
    return body as Job;
  }

  async #post(
    ask: Ask,
    path: string,
    kind: string,
    { headers, payload }: { headers: Record<string, string>; payload: string | Buffer },
  ): Promise<string> {
    const idempotencyKey = `${this.brand.profileId}-${this.name.replaceAll(/[^\w-]/g, '-')}-${kind}`;
    const { status, body } = await ask({
      method: 'POST',
      path,
      headers: { ...operator, ...headers, 'idempotency-key': idempotencyKey },
      payload,
    });
    if (status >= 300) throw new Error(`${this.name}: ${path} answered ${status}: ${JSON.stringify(body)}`);
    return (body as { id: string }).id;
  }
}
