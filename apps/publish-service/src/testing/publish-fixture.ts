import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postizApiKeyPurpose } from '@clipcast/contracts';
import { prefixed, Secret, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { neighbour } from '@clipcast/messaging/testing';
import { startSandbox } from '@clipcast/postiz-sandbox';
import { sandboxAsk } from '@clipcast/postiz-sandbox/testing';
import { createServiceApp, KeyDirectory } from '@clipcast/service-kit';
import { createTestDatabase, eventually, testNats } from '@clipcast/testing';
import { parseKeyRing, Vault } from '@clipcast/vault';
import { Module, type Abstract } from '@nestjs/common';
import { AppModule } from '../app.module.ts';
import { readPublishConfig } from '../config.ts';
import { configureFastify } from '../configure-fastify.ts';
import { IssuedKeys } from './issued-keys.ts';

const KEY_RING = JSON.stringify({ primary: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } });
const OPERATOR_KEY = 'operator-key-of-the-tests';
const bearer = { authorization: `Bearer ${OPERATOR_KEY}` };

const sample = (): Buffer => readFileSync(new URL('../../../../samples/acme.mp4', import.meta.url));

/** A video that is like no other: the sample, and a box of free space that tells it apart. */
export const sampleClip = (): Buffer => {
  const mark = Buffer.from(systemRuntime.ids.next());
  const size = Buffer.alloc(4);
  size.writeUInt32BE(8 + mark.length);
  return Buffer.concat([sample(), size, Buffer.from('free', 'latin1'), mark]);
};

/** What the service answers as long as it has not heard of a connection. */
const NOT_HEARD_OF: ReadonlySet<string | undefined> = new Set(['connection_missing', 'connection_uncertain']);

/** The service, and somebody who knows access keys of profiles. */
@Module({})
class WithIssuedKeys {}

type Replica = Awaited<ReturnType<typeof createServiceApp>>;

export interface FixtureOptions {
  readonly leadSeconds?: number;
  readonly apiLimitPerHour?: number | undefined;
  /** Further variables of the environment, also by where the sandbox is. */
  readonly environment?:
    Readonly<Record<string, string>> | ((sandboxUrl: string) => Readonly<Record<string, string>>);
}

/** publish-service with real PostgreSQL, NATS and Postiz sandbox, beside a profile-service and a billing-service. */
export async function publishFixture(options: FixtureOptions = {}) {
  const { leadSeconds = 2.5, environment = {} } = options;
  // Given as undefined, the limit is the one of the version that is played.
  const apiLimitPerHour = 'apiLimitPerHour' in options ? options.apiLimitPerHour : 10_000;
  const directory = mkdtempSync(join(tmpdir(), 'clipcast-publish-'));
  const nats = await testNats();
  const testDatabase = await createTestDatabase();
  const sandboxAt = (port: number) =>
    startSandbox({
      port,
      host: '127.0.0.1',
      dataDir: join(directory, 'sandbox'),
      runtime: systemRuntime,
      networkDelayMs: 50,
      apiLimitPerHour,
    });
  let sandbox = await sandboxAt(0);
  const { port: sandboxPort, url: sandboxUrl } = sandbox;
  const profile = await neighbour('profile', nats.url);
  const billing = await neighbour('billing', nats.url);
  const config = readPublishConfig({
    PORT: '0',
    DATABASE_URL: testDatabase.url,
    NATS_URL: nats.url,
    CLIPCAST_OPERATOR_KEY: OPERATOR_KEY,
    CLIPCAST_KEYRING: KEY_RING,
    CLIPCAST_MEDIA_DIR: join(directory, 'media'),
    CLIPCAST_PUBLISH_LEAD_SECONDS: String(leadSeconds),
    POSTIZ_EGRESS_ALLOW: `127.0.0.1:${sandboxPort}`,
    LOG_LEVEL: 'silent',
    ...(typeof environment === 'function' ? environment(sandboxUrl) : environment),
  });
  const keys = new IssuedKeys();
  const startReplica = async () => {
    const replica = await createServiceApp({
      name: 'publish-service',
      config,
      runtime: systemRuntime,
      module: {
        module: WithIssuedKeys,
        imports: [AppModule.with(config, systemRuntime)],
        providers: [{ provide: KeyDirectory, useValue: keys }],
      },
      configureFastify,
    });
    await eventually(async () => {
      const { statusCode } = await replica.inject('/readyz');
      if (statusCode !== 200) throw new Error(`not ready: ${statusCode}`);
    });
    return replica;
  };
  const replicas = [await startReplica()];
  const app = () => replicas[0] ?? replicas[1];
  const vault = new Vault(parseKeyRing(KEY_RING), systemRuntime.random);

  const askOf =
    (replica: () => Replica | undefined) =>
    async (
      method: 'GET' | 'POST' | 'PATCH',
      path: string,
      body?: object,
      headers: Record<string, string> = {},
    ) => {
      const payload = body === undefined ? {} : { payload: body };
      const answer = await replica()?.inject({
        method,
        url: path.startsWith('/ops/') ? path : `/v1${path}`,
        headers: { ...bearer, ...headers },
        ...payload,
      });
      return {
        status: answer?.statusCode ?? 0,
        headers: answer?.headers ?? {},
        body: answer?.json<unknown>(),
      };
    };
  const ask = askOf(app);

  return {
    /** Asks for what stands beside the API. */
    asIs: async (method: 'GET' | 'POST', url: string) => {
      const answer = await app()?.inject({ method, url, headers: bearer });
      return { status: answer?.statusCode ?? 0, body: answer?.json<unknown>() };
    },
    nats,
    profile,
    billing,
    ask,
    /** The first replica itself, for what `ask` does not do. */
    app: () => {
      const [replica] = replicas;
      if (!replica) throw new Error('No replica runs.');
      return replica;
    },
    directory,
    /** Asks one replica and no other. */
    askAt: (replica: Replica) => askOf(() => replica),
    /** The headers of an access key of a profile's own. */
    keyOf: (profileId: ProfileId): Record<string, string> => {
      const key = `key-of-${profileId}`;
      keys.issue(key, profileId);
      return { authorization: `Bearer ${key}` };
    },
    revokeKeyOf: (profileId: ProfileId) => keys.revoke(`key-of-${profileId}`),
    /** The address of a replica that listens, for what cannot be asked without a line. */
    listen: (replica = app()): Promise<string> =>
      replica
        ? replica.getHttpAdapter().getInstance().listen({ port: 0, host: '127.0.0.1' })
        : Promise.reject(new Error('no replica')),
    bearer,
    sandboxUrl,
    /** A part of the first replica, as its modules get it. */
    part: <T>(token: Abstract<T>, replica = replicas[0]): T => {
      if (!replica) throw new Error('There is no replica.');
      return replica.get<Abstract<T>, T>(token, { strict: false });
    },
    /** Registers a brand without a connection. */
    stranger: async (): Promise<ProfileId> => {
      const profileId = prefixed('prf', systemRuntime.ids.next());
      await profile.says(profileId, { type: 'ProfileRegistered', data: { name: 'New', slug: 'new' } });
      return profileId;
    },
    startReplica: async () => {
      const replica = await startReplica();
      replicas.push(replica);
      return replica;
    },
    /** Registers a brand, connected to an organisation of the sandbox, and waits until the service has heard of it. */
    brand: async (
      organisation: 'acme' | 'globex',
      { key = `sandbox-${organisation}-key`, enabled = true } = {},
    ): Promise<ProfileId> => {
      const profileId = prefixed('prf', systemRuntime.ids.next());
      await profile.says(profileId, {
        type: 'ProfileRegistered',
        data: { name: organisation, slug: organisation },
      });
      await profile.says(profileId, credentials(vault, profileId, 1, sandboxUrl, key, enabled));
      await eventually(
        async () => {
          const { body } = await ask('GET', `/profiles/${profileId}/integrations`);
          if (NOT_HEARD_OF.has((body as { code?: string }).code)) throw new Error('not heard of yet');
        },
        { withinMs: 20_000 },
      );
      return profileId;
    },
    credentials: (profileId: ProfileId, version: number, key: string, enabled = true, apiUrl = sandboxUrl) =>
      credentials(vault, profileId, version, apiUrl, key, enabled),
    upload: async (
      profileId: ProfileId,
      content: Buffer,
      { fileName = 'clip.mp4', headers = {}, path = '/clips' } = {},
    ) => {
      const form = multipartBody(fileName, content);
      const answer = await app()?.inject({
        method: 'POST',
        url: `/v1/profiles/${profileId}${path}`,
        headers: { ...bearer, ...form.headers, ...headers },
        payload: form.body,
      });
      return { status: answer?.statusCode ?? 0, body: answer?.json<unknown>() };
    },
    /** Everything the sandbox ever had of an organisation: the independent judge. */
    judge: async (organisation: string) => {
      const answer = await sandboxAsk(sandboxUrl, 'GET', `/sandbox/posts?organisation=${organisation}`);
      return (answer as { items: JudgedPost[] }).items;
    },
    fault: (fault: object) => sandboxAsk(sandboxUrl, 'POST', '/sandbox/faults', fault),
    faults: () => sandboxAsk(sandboxUrl, 'GET', '/sandbox/faults') as Promise<{ items: readonly object[] }>,
    mode: (version: 'head' | '2.11') => sandboxAsk(sandboxUrl, 'POST', '/sandbox/mode', { version }),
    organisation: (organisation: object) =>
      sandboxAsk(sandboxUrl, 'POST', '/sandbox/organisations', organisation),
    heal: () => sandboxAsk(sandboxUrl, 'DELETE', '/sandbox/faults'),
    stopSandbox: () => sandbox.close(),
    restartSandbox: async () => {
      sandbox = await sandboxAt(sandboxPort);
    },
    close: async () => {
      await Promise.all(replicas.map((replica) => replica.close()));
      await profile.close();
      await billing.close();
      await sandbox.close();
      await testDatabase.drop();
      await nats.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export interface JudgedPost {
  readonly id: string;
  readonly organisation: string;
  readonly integrationId: string;
  readonly content: string;
  readonly state: string;
  readonly publications: number;
  readonly mediaSha256: string;
}

const credentials = (
  vault: Vault,
  profileId: ProfileId,
  version: number,
  apiUrl: string,
  key: string,
  enabled: boolean,
) => ({
  type: 'CredentialsUpdated',
  data: {
    connectionVersion: version,
    apiUrl,
    sealedApiKey: vault.seal(new Secret(key), { profileId, purpose: postizApiKeyPurpose, version }),
    keyLast4: key.slice(-4),
    enabled,
  },
});

function multipartBody(fileName: string, content: Buffer) {
  const boundary = 'clipcast-test-boundary';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: video/mp4\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
