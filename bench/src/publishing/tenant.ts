import { openAsBlob } from 'node:fs';
import { waitUntil } from '@clipcast/local-servers';
import type { Runtime } from '@clipcast/kernel';
import { FormData } from 'undici';
import type { ServiceClient } from '../programs/service-client.ts';
import type { Clip } from './clip.ts';
import type { Sandbox } from './sandbox.ts';

const KNOWN_WITHIN_MS = 60_000;

interface Services {
  readonly profile: ServiceClient;
  readonly publish: () => ServiceClient;
}

/** A profile with an organisation of its own in the sandbox. */
export class Tenant {
  private constructor(
    readonly organisation: string,
    private readonly path: string,
    private readonly services: Services,
  ) {}

  /** Registers and connects a profile, and waits until publish-service knows it. */
  static async connect(
    services: Services,
    sandbox: Sandbox,
    organisation: string,
    runtime: Runtime,
  ): Promise<Tenant> {
    await sandbox.organisation(organisation);
    const { id } = await services.profile.ask<{ id: string }>('POST', '/profiles', {
      json: { name: organisation },
    });
    const path = `/profiles/${id}`;
    const connection = { apiUrl: sandbox.origin, apiKey: `key-of-${organisation}` };
    await services.profile.ask('PUT', `${path}/postiz`, { json: connection });
    const known = (): Promise<boolean> =>
      services
        .publish()
        .ask('GET', `${path}/integrations`)
        .then(
          () => true,
          () => false,
        );
    const inTime = await waitUntil(runtime, known, { withinMs: KNOWN_WITHIN_MS, everyMs: 100 });
    if (!inTime) throw new Error(`publish-service does not know ${organisation}.`);
    return new Tenant(organisation, path, services);
  }

  upload({ content }: Clip): Promise<string> {
    return this.#store(new Blob([new Uint8Array(content)], { type: 'video/mp4' }));
  }

  /** Streams a file from disk. */
  async uploadFile(file: string): Promise<string> {
    return this.#store(await openAsBlob(file, { type: 'video/mp4' }));
  }

  /** Asks for a publication; gives the moment at which it was recorded. */
  async publish(clipId: string, caption: string): Promise<Date> {
    const json = { clipId, caption, integrationIds: [`${this.organisation}-account`] };
    const { requestedAt } = await this.services
      .publish()
      .ask<{ requestedAt: string }>('POST', `${this.path}/publications`, { json });
    return new Date(requestedAt);
  }

  async #store(content: Blob): Promise<string> {
    const form = new FormData();
    form.append('file', content, 'clip.mp4');
    const { id } = await this.services.publish().ask<{ id: string }>('POST', `${this.path}/clips`, { form });
    return id;
  }
}
