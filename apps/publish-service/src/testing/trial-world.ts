import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postizApiKeyPurpose } from '@clipcast/contracts';
import { prefixed, Secret, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { neighbour } from '@clipcast/messaging/testing';
import { startSandbox } from '@clipcast/postiz-sandbox';
import { sandboxAsk } from '@clipcast/postiz-sandbox/testing';
import { createTestDatabase, testNats } from '@clipcast/testing';
import { parseKeyRing, Vault } from '@clipcast/vault';
import type { JudgedPost } from './publish-fixture.ts';

const KEY_RING = JSON.stringify({ primary: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } });
const OPERATOR_KEY = 'operator-key-of-the-trials';

export const operator = { authorization: `Bearer ${OPERATOR_KEY}` };

/** A profile that is connected to an organisation of its own, so that what befalls one trial befalls no other. */
export interface Brand {
  readonly profileId: ProfileId;
  readonly organisation: string;
  readonly integrationIds: readonly string[];
}

export interface TrialWorldOptions {
  readonly leadSeconds: number;
  /** Of all replicas together the judge allows as much as anybody asks. */
  readonly networkDelayMs?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Everything that publish-service needs around it, and the judge; replicas come and go, in this process or in others. */
export async function trialWorld({ leadSeconds, networkDelayMs = 50, environment = {} }: TrialWorldOptions) {
  const directory = mkdtempSync(join(tmpdir(), 'clipcast-trials-'));
  const nats = await testNats();
  const database = await createTestDatabase();
  const sandbox = await startSandbox({
    port: 0,
    host: '127.0.0.1',
    dataDir: join(directory, 'sandbox'),
    runtime: systemRuntime,
    networkDelayMs,
    apiLimitPerHour: 1_000_000,
  });
  const profile = await neighbour('profile', nats.url);
  const billing = await neighbour('billing', nats.url);
  const vault = new Vault(parseKeyRing(KEY_RING), systemRuntime.random);
  const control = (method: string, path: string, body?: object) =>
    sandboxAsk(sandbox.url, method, `/sandbox${path}`, body);

  const saysCredentials = (profileId: ProfileId, version: number, key: string) =>
    profile.says(profileId, {
      type: 'CredentialsUpdated',
      data: {
        connectionVersion: version,
        apiUrl: sandbox.url,
        sealedApiKey: vault.seal(new Secret(key), { profileId, purpose: postizApiKeyPurpose, version }),
        keyLast4: key.slice(-4),
        enabled: true,
      },
    });

  const saveOrganisation = (organisation: string, key: string, integrationIds: readonly string[]) =>
    control('POST', '/organisations', {
      name: organisation,
      key,
      integrations: integrationIds.map((id) => ({ id, name: id, identifier: 'mastodon' })),
    });

  return {
    profile,
    /** What a replica is told from outside. */
    environment: {
      PORT: '0',
      DATABASE_URL: database.url,
      NATS_URL: nats.url,
      CLIPCAST_OPERATOR_KEY: OPERATOR_KEY,
      CLIPCAST_KEYRING: KEY_RING,
      CLIPCAST_MEDIA_DIR: join(directory, 'media'),
      CLIPCAST_PUBLISH_LEAD_SECONDS: String(leadSeconds),
      POSTIZ_EGRESS_ALLOW: `127.0.0.1:${sandbox.port}`,
      ...environment,
    },
    sandboxUrl: sandbox.url,
    /** Registers a brand and an organisation of the same name. */
    brand: async (organisation: string, accounts = 1): Promise<Brand> => {
      const integrationIds = Array.from({ length: accounts }, (_, index) => `${organisation}-${index}`);
      const profileId = prefixed('prf', systemRuntime.ids.next());
      await saveOrganisation(organisation, `${organisation}-key`, integrationIds);
      await profile.says(profileId, {
        type: 'ProfileRegistered',
        data: { name: organisation, slug: organisation },
      });
      await saysCredentials(profileId, 1, `${organisation}-key`);
      return { profileId, organisation, integrationIds };
    },
    saysCredentials,
    fault: (organisation: string, fault: object) => control('POST', '/faults', { organisation, ...fault }),
    /** Another key for an organisation, or none at all. */
    giveKey: (organisation: string, key: string | null) =>
      control('PATCH', `/organisations/${organisation}`, { key }),
    changeChannel: (organisation: string, id: string, change: object) =>
      control('PATCH', `/organisations/${organisation}/integrations/${id}`, change),
    /** Everything that an organisation ever had. */
    judge: async (organisation: string) => {
      const { items } = (await control('GET', `/posts?organisation=${organisation}`)) as {
        items: JudgedPost[];
      };
      return items;
    },
    close: async () => {
      await profile.close();
      await billing.close();
      await sandbox.close();
      await database.drop();
      await nats.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export type TrialWorld = Awaited<ReturnType<typeof trialWorld>>;
