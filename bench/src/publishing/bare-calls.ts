import { readFile } from 'node:fs/promises';
import type { Runtime } from '@clipcast/kernel';
import { Agent, request, type Dispatcher } from 'undici';
import { inParallel } from './in-parallel.ts';

const BOUNDARY = 'clipcast-bench-boundary';
const HEAD = Buffer.from(
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="clip.mp4"\r\ncontent-type: video/mp4\r\n\r\n`,
);
const TAIL = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
const LEAD_MS = 120_000;

/** What is to be brought out, and whose it is. */
export interface BareJob {
  readonly organisation: string;
  readonly file: string;
}

export interface BareTerms {
  readonly origin: string;
  readonly jobs: readonly BareJob[];
  readonly together: number;
}

/** The calls that bring a clip out, one after the other, and nothing else: no intent, no memory, no second look. */
export async function bareCalls(
  { origin, jobs, together }: BareTerms,
  { clock }: Pick<Runtime, 'clock'>,
): Promise<void> {
  const connections = new Agent();
  const call = async <T>(
    method: Dispatcher.HttpMethod,
    path: string,
    organisation: string,
    type: string,
    body: string | Buffer,
  ): Promise<T> => {
    const headers = { authorization: `key-of-${organisation}`, 'content-type': type };
    const url = `${origin}/public/v1${path}`;
    const answer = await request(url, { method, headers, body, dispatcher: connections });
    if (answer.statusCode >= 300) throw new Error(`${path} was answered ${answer.statusCode}`);
    return (await answer.body.json()) as T;
  };
  await inParallel(jobs, together, async ({ organisation, file }, index) => {
    const form = Buffer.concat([HEAD, await readFile(file), TAIL]);
    const type = `multipart/form-data; boundary=${BOUNDARY}`;
    const media = await call<{ id: string; path: string }>('POST', '/upload', organisation, type, form);
    const draft = {
      type: 'draft',
      shortLink: false,
      date: new Date(clock.now().getTime() + LEAD_MS + index).toISOString(),
      tags: [],
      posts: [
        {
          integration: { id: `${organisation}-account` },
          value: [{ content: 'From a bench', image: [{ id: media.id, path: media.path }] }],
          settings: {},
        },
      ],
    };
    const [post] = await call<{ postId: string }[]>(
      'POST',
      '/posts',
      organisation,
      'application/json',
      JSON.stringify(draft),
    );
    const status = JSON.stringify({ status: 'schedule' });
    await call('PUT', `/posts/${post?.postId}/status`, organisation, 'application/json', status);
  });
  await connections.close();
}
