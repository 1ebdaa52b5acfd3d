import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../start-sandbox.ts';
import { multipart, send, type Reply, type Sent } from './http-client.ts';
import { TestTime } from './test-time.ts';

export const NETWORK_DELAY_MS = 1_500;
export const CLIP = readFileSync(new URL('../../../../samples/acme.mp4', import.meta.url));

const Created = z.array(z.object({ postId: z.string() })).min(1);
const Items = z.object({
  items: z.array(z.looseObject({ id: z.string(), state: z.string(), publications: z.number() })),
});
const Requests = z.object({
  items: z.array(z.looseObject({ endpoint: z.string().nullable(), status: z.number().nullable() })),
});
const Uploaded = z.looseObject({ id: z.string(), name: z.string(), path: z.string() });
const Listed = z.object({ posts: z.array(z.looseObject({ id: z.string(), publishDate: z.string() })) });

/** A sandbox on a free port, in time that the test controls, and the requests that tests make of it. */
export class SandboxUnderTest {
  private constructor(
    public sandbox: RunningSandbox,
    readonly time: TestTime,
    readonly dataDir: string,
    private readonly options: Partial<SandboxOptions>,
  ) {}

  static async start(options: Partial<SandboxOptions> = {}): Promise<SandboxUnderTest> {
    const dataDir = mkdtempSync(join(tmpdir(), 'postiz-sandbox-'));
    const time = new TestTime();
    return new SandboxUnderTest(await open(dataDir, time, options), time, dataDir, options);
  }

  async stop(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Closes the sandbox and opens another one on the same data. */
  async restart(): Promise<void> {
    await this.sandbox.close();
    this.sandbox = await open(this.dataDir, this.time, this.options);
  }

  /** A request to the public API with the key of `acme`, unless other headers are given. */
  api(method: string, path: string, sent: Sent = {}): Promise<Reply> {
    const headers = { authorization: 'sandbox-acme-key', ...sent.headers };
    return send(method, `${this.sandbox.url}/public/v1${path}`, { ...sent, headers });
  }

  control(method: string, path: string, json?: unknown): Promise<Reply> {
    return send(method, `${this.sandbox.url}/sandbox${path}`, json === undefined ? {} : { json });
  }

  /** Creates one post and answers its id. */
  async create(overrides: PostOverrides = {}): Promise<string> {
    const reply = await this.api('POST', '/posts', { json: this.body(overrides), headers: keyOf(overrides) });
    if (reply.status !== 201) throw new Error(`The post was refused: ${reply.text}`);
    return Created.parse(reply.body)[0]?.postId ?? '';
  }

  /** A body of `POST /posts` that is accepted: a draft of `acme-mastodon` in a minute. */
  body({ integration = 'acme-mastodon', settings = {}, value = {}, group, ...rest }: PostOverrides = {}) {
    const { key: _key, ...top } = rest;
    return {
      type: 'draft',
      date: this.time.inMs(60_000),
      shortLink: false,
      tags: [],
      ...top,
      posts: [
        {
          integration: { id: integration },
          group,
          settings,
          value: [{ content: 'A clip', image: [], ...value }],
        },
      ],
    };
  }

  promote(id: string, status = 'schedule'): Promise<Reply> {
    return this.api('PUT', `/posts/${id}/status`, { json: { status } });
  }

  async upload(content: Buffer = CLIP, name = 'clip.mp4', field = 'file'): Promise<Reply> {
    const form = new FormData();
    form.append(field, new Blob([new Uint8Array(content)]), name);
    return this.api('POST', '/upload', await multipart(form));
  }

  async uploadClip(): Promise<z.infer<typeof Uploaded>> {
    return Uploaded.parse((await this.upload()).body);
  }

  async list(startDate: string, endDate: string, headers: Record<string, string> = {}) {
    const reply = await this.api('GET', `/posts?${String(new URLSearchParams({ startDate, endDate }))}`, {
      headers,
    });
    return Listed.parse(reply.body).posts;
  }

  /** What the judge says about all posts of `acme`, or of another organisation. */
  async judged(organisation = 'acme') {
    return Items.parse((await this.control('GET', `/posts?organisation=${organisation}`)).body).items;
  }

  /** What the judge saw of requests, of all organisations unless a query says otherwise. */
  async requests(query = '') {
    return Requests.parse((await this.control('GET', `/requests${query}`)).body).items;
  }

  async judgedPost(id: string) {
    return Items.parse((await this.control('GET', '/posts')).body).items.find((item) => item.id === id);
  }
}

export interface PostOverrides {
  readonly type?: unknown;
  readonly date?: unknown;
  readonly shortLink?: unknown;
  readonly tags?: unknown;
  readonly inter?: unknown;
  readonly republish?: unknown;
  readonly integration?: string | undefined;
  readonly settings?: unknown;
  readonly group?: string;
  readonly value?: Readonly<Record<string, unknown>>;
  /** Another key than that of `acme`. */
  readonly key?: string;
}

const keyOf = ({ key }: PostOverrides): Record<string, string> =>
  key === undefined ? {} : { authorization: key };

const open = (dataDir: string, time: TestTime, options: Partial<SandboxOptions>): Promise<RunningSandbox> =>
  startSandbox({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    runtime: time.runtime,
    networkDelayMs: NETWORK_DELAY_MS,
    apiLimitPerHour: 10_000,
    ...options,
  });
