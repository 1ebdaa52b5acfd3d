import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import { eventually, traceSink, type SeenSpan, type TraceSink } from '@clipcast/testing';
import { readPlatformConfig, type PlatformConfig } from './config.ts';
import { Api } from './demo/api.ts';
import { brandsIn } from './demo/brands.ts';
import { publishBrand, type Outcome } from './demo/publish-brand.ts';
import { Platform } from './platform.ts';
import { originOf } from './setup/programs.ts';
import { freePortRange } from './testing/free-port-range.ts';

jest.setTimeout(120_000);

const root = resolve(import.meta.dirname, '../../..');
const [acme, globex] = brandsIn(root);
const fail = (): never => {
  throw new Error('the demo has no brands');
};

interface JudgedPost {
  readonly organisation: string;
  readonly content: string;
  readonly publications: number;
}

/** The whole system as `npm start` runs it: real processes, real servers, and the sandbox as the independent judge. */
describe('the platform', () => {
  let dataDir: string;
  let config: PlatformConfig;
  let platform: Platform;
  let api: Api;
  let sink: TraceSink;
  let sandboxUrl: string;

  const start = async () => {
    platform = new Platform(config, { root, runtime: systemRuntime, say: () => undefined, marker: 'jest' });
    const { operatorKey } = await platform.start();
    api = new Api(originOf(config, 'edge'), operatorKey, systemRuntime);
  };
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'clipcast-system-'));
    sink = await traceSink();
    config = readPlatformConfig({
      CLIPCAST_PORT: String(await freePortRange()),
      CLIPCAST_DATA_DIR: dataDir,
      CLIPCAST_PUBLISH_LEAD_SECONDS: '3',
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '200',
    });
    sandboxUrl = originOf(config, 'sandbox');
    await start();
  });
  afterAll(async () => {
    await platform.stop();
    await sink.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const judge = async () =>
    (await api.absolute<{ items: JudgedPost[] }>(`${sandboxUrl}/sandbox/posts`)).items;
  const publishBoth = (onReport: (line: string) => void = () => undefined): Promise<Outcome[]> =>
    Promise.all(brandsIn(root).map((brand) => publishBrand(api, brand, sandboxUrl, systemRuntime, onReport)));
  const pidOf = (name: string) => Number(readFileSync(join(dataDir, 'run', `${name}.pid`), 'utf8'));
  const spentBy = async ({ profileId }: Outcome) =>
    (await api.get<{ spentUsd: string }>(`/billing/v1/profiles/${profileId}/budget`)).spentUsd;

  it('publishes a clip of two brands, each through its own Postiz, with its cost on the right budget', async () => {
    const outcomes = await publishBoth();
    expect(outcomes.map(({ job }) => job.status)).toEqual(['published', 'published']);
    const posts = await judge();
    for (const [brand, organisation] of [
      [acme, 'acme'],
      [globex, 'globex'],
    ] as const) {
      const mine = posts.filter(({ content }) => content === brand?.caption);
      expect(mine).toHaveLength(3);
      expect(mine.every((post) => post.organisation === organisation && post.publications === 1)).toBe(true);
    }
    for (const outcome of outcomes)
      await eventually(async () => expect(await spentBy(outcome)).toBe('0.030000'));
  });

  it('shows one publication as one trace, through services, log, NATS and Postiz', async () => {
    // A brand of its own: for one that has published this clip before, the video is in Postiz already.
    const brand = { ...(acme ?? fail()), name: 'Traced', slug: 'traced' };
    const { job } = await publishBrand(api, brand, sandboxUrl, systemRuntime, () => undefined);
    const inService = (service: string, name: string | RegExp) => (span: SeenSpan) =>
      span.service === service && (typeof name === 'string' ? span.name === name : name.test(span.name));
    const find = (wanted: (span: SeenSpan) => boolean) => sink.spansOf(job.traceId ?? '').filter(wanted);
    const lineOf = (span: SeenSpan) =>
      [span, ...sink.ancestorsOf(span)].map(({ service, name }) => `${service} ${name}`);

    const recorded = await eventually(() => {
      const [span] = find(inService('billing-service', 'publish clipcast.billing.CostRecorded'));
      if (!span || sink.ancestorsOf(span).at(-1)?.parentSpanId) throw new Error('not all spans have arrived');
      return span;
    });
    const line = lineOf(recorded).filter((step) => !/ (handler -|request$)/.test(step));
    expect(line).toEqual([
      'billing-service publish clipcast.billing.CostRecorded',
      'billing-service process clipcast.publish.CostIncurred',
      'publish-service publish clipcast.publish.CostIncurred',
      'publish-service bring out post: accepted',
      'publish-service POST /v1/profiles/:profileId/publications',
    ]);
    const calls = () =>
      find((span) => span.kind === 3 && String(span.attributes['url.full']).includes('/public/v1/'));
    const asked = () =>
      calls().map(({ attributes }) => {
        const path = new URL(String(attributes['url.full'])).pathname.replace(/\/cm\w+/, '/:id');
        return `${String(attributes['http.request.method'])} ${path}`;
      });
    await eventually(() =>
      expect(new Set(asked())).toEqual(
        new Set([
          'POST /public/v1/upload',
          'POST /public/v1/posts',
          'PUT /public/v1/posts/:id/status',
          'GET /public/v1/posts',
        ]),
      ),
    );
    for (const call of calls()) expect(lineOf(call).join()).toContain('bring out post');
    expect(find(inService('publish-service', /^pg/)).length).toBeGreaterThan(0);
    // Whoever reads a trace must not find a key in it.
    expect(JSON.stringify(sink.spansOf(job.traceId ?? ''))).not.toContain('sandbox-acme-key');
  });

  it.each(['publish-service', 'billing-service', 'profile-service', 'nats', 'postgres'])(
    'brings everything out once, and counts its cost once, although %s is killed in the middle',
    async (victim) => {
      const [before] = (await publishBoth()) as [Outcome, Outcome];
      const [spentBefore, postsBefore] = [await spentBy(before), (await judge()).length];
      let killed = false;
      const outcomes = await publishBoth((line) => {
        if (killed || !line.includes('running')) return;
        killed = true;
        process.kill(pidOf(victim), 'SIGKILL');
      });
      expect(killed).toBe(true);
      expect(outcomes.map(({ job }) => job.status)).toEqual(['published', 'published']);
      const posts = await judge();
      expect(posts.reduce((sum, { publications }) => sum + publications, 0)).toBe(
        posts.slice(0, postsBefore).reduce((sum, { publications }) => sum + publications, 0) + 6,
      );
      expect(posts.filter(({ publications }) => publications > 1)).toEqual([]);
      await eventually(
        async () => expect(Number(await spentBy(before)) - Number(spentBefore)).toBeCloseTo(0.03, 6),
        { withinMs: 15_000 },
      );
    },
  );

  it('proves, while it publishes, that its tables are what the logs say and that JetStream can be wiped', async () => {
    const prove = promisify(execFile)(
      process.execPath,
      [join(root, 'tools/ops/dist/main.js'), 'prove', '--json'],
      {
        env: { CLIPCAST_PORT: String(config.port), CLIPCAST_DATA_DIR: dataDir, PATH: '' },
      },
    );
    const [{ stdout }, outcomes] = await Promise.all([prove, publishBoth()]);
    expect(JSON.parse(stdout)).toMatchObject({ proved: true });
    expect(outcomes.map(({ job }) => job.status)).toEqual(['published', 'published']);
    expect((await judge()).filter(({ publications }) => publications > 1)).toEqual([]);
  });

  it('is as it was after everything NATS had is wiped while it is stopped', async () => {
    const outcomes = await publishBoth();
    const look = () =>
      Promise.all(
        outcomes.flatMap(({ profileId }) => [
          api.get(`/publish/v1/profiles/${profileId}/publications?limit=200`),
          api.get(`/publish/v1/profiles/${profileId}/clips?limit=200`),
          api.get(`/billing/v1/profiles/${profileId}/budget`),
          api.get(`/billing/v1/profiles/${profileId}/costs?limit=200`),
          api.get(`/profile/v1/profiles/${profileId}`),
        ]),
      );
    const [before, judged] = [await look(), await judge()];
    await platform.stop();
    rmSync(join(dataDir, 'nats'), { recursive: true, force: true });
    await start();
    expect(await look()).toEqual(before);
    await eventually(async () => {
      const { lag } = await api.get<{ lag: string | null }>('/publish/ops/v1/relay');
      expect(lag).toBe('0');
    });
    // New work flows over the refilled streams, and nothing old happened again.
    const again = await publishBoth();
    expect(again.map(({ job }) => job.status)).toEqual(['published', 'published']);
    const posts = await judge();
    expect(posts.filter(({ publications }) => publications > 1)).toEqual([]);
    expect(posts.filter(({ publications }) => publications === 1)).toHaveLength(
      judged.filter(({ publications }) => publications === 1).length + 6,
    );
  });
});
