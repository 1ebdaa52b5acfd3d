import { openAsBlob } from 'node:fs';
import { waitUntil } from '@clipcast/local-servers';
import type { Runtime } from '@clipcast/kernel';
import { FormData } from 'undici';
import type { ServiceClient } from '../programs/service-client.ts';

const KNOWN_WITHIN_MS = 15_000;
const PUBLISHED_WITHIN_MS = 120_000;
const PROVIDER = 'x';

interface Job {
  readonly id: string;
  readonly status: string;
}

/** A profile with its Postiz, which publish-service knows by its events. */
export class Brand {
  private constructor(
    private readonly publish: ServiceClient,
    private readonly path: string,
    private readonly integrationId: string,
    private readonly runtime: Runtime,
  ) {}

  /** Registers and connects a profile, and waits until publish-service can list its accounts. */
  static async connect(
    services: { profile: ServiceClient; publish: ServiceClient },
    sandboxUrl: string,
    runtime: Runtime,
  ): Promise<Brand> {
    const { id } = await services.profile.ask<{ id: string }>('POST', '/profiles', {
      json: { name: 'Bench' },
    });
    const path = `/profiles/${id}`;
    const connection = { apiUrl: sandboxUrl, apiKey: 'sandbox-acme-key' };
    await services.profile.ask('PUT', `${path}/postiz`, { json: connection });
    let accounts: readonly { id: string; provider: string }[] = [];
    const known = async (): Promise<boolean> => {
      const list = services.publish.ask<{ items: typeof accounts }>('GET', `${path}/integrations`);
      accounts = await list.then(
        ({ items }) => items,
        () => [],
      );
      return accounts.length > 0;
    };
    await waitUntil(runtime, known, { withinMs: KNOWN_WITHIN_MS, everyMs: 100 });
    const account = accounts.find(({ provider }) => provider === PROVIDER);
    if (!account)
      throw new Error(`publish-service does not list an account of "${PROVIDER}" for the new profile.`);
    return new Brand(services.publish, path, account.id, runtime);
  }

  /** Streams a file from disk; gives the clip's id. */
  async upload(file: string): Promise<string> {
    const form = new FormData();
    form.append('file', await openAsBlob(file, { type: 'video/mp4' }), 'clip.mp4');
    const { id } = await this.publish.ask<{ id: string }>('POST', `${this.path}/clips`, { form });
    return id;
  }

  /** Publishes a clip and waits until it is out. @throws {Error} with the job when it is not, or not in time. */
  async publishNow(clipId: string): Promise<void> {
    const asked = {
      clipId,
      caption: 'From a bench',
      integrationIds: [this.integrationId],
      settings: { [PROVIDER]: { who_can_reply_post: 'everyone' } },
    };
    let job = await this.publish.ask<Job>('POST', `${this.path}/publications`, { json: asked });
    const settled = async (): Promise<boolean> => {
      job = await this.publish.ask<Job>('GET', `${this.path}/publications/${job.id}`);
      return !['queued', 'running'].includes(job.status);
    };
    await waitUntil(this.runtime, settled, { withinMs: PUBLISHED_WITHIN_MS, everyMs: 200 });
    if (job.status !== 'published')
      throw new Error(`The clip was not published in time: ${JSON.stringify(job)}`);
  }
}
