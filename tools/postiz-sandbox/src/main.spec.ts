import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { z } from 'zod';
import { send } from './testing/http-client.ts';

jest.setTimeout(60_000);
const SLOW = { withinMs: 30_000 };

let dataDir: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'postiz-sandbox-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs the real program on a free port and answers its address. */
async function run(networkDelayMs: number): Promise<string> {
  const flags = [
    '--experimental-transform-types',
    '--disable-warning=ExperimentalWarning',
    '--conditions=@clipcast/source',
  ];
  const started = spawn(process.execPath, [...flags, join(import.meta.dirname, 'main.ts')], {
    env: {
      PORT: '0',
      SANDBOX_API_LIMIT: '100000',
      SANDBOX_DATA_DIR: dataDir,
      SANDBOX_NETWORK_DELAY_MS: String(networkDelayMs),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  const [line] = (await once(started.stdout, 'data')) as [Buffer];
  return /http:\/\/127\.0\.0\.1:\d+/.exec(line.toString())?.[0] ?? '';
}

const judged = async (url: string) => (await send('GET', `${url}/sandbox/posts?organisation=acme`)).body;

it('survives kill -9 in the middle of a publication, publishes it once, and ends cleanly on SIGTERM', async () => {
  const first = await run(1_000);
  const post = { integration: { id: 'acme-mastodon' }, value: [{ content: 'A clip', image: [] }] };
  const json = { type: 'now', date: '2027-01-01', shortLink: false, tags: [], posts: [post] };
  const created = await send('POST', `${first}/public/v1/posts`, {
    json,
    headers: { authorization: 'sandbox-acme-key' },
  });
  expect(created.status).toBe(201);
  await eventually(() => {
    expect(readFileSync(join(dataDir, 'journal.jsonl'), 'utf8')).toContain('publishing-started');
  }, SLOW);
  child?.kill('SIGKILL');

  const second = await run(1_000);
  await eventually(async () => {
    expect(await judged(second)).toEqual({
      items: [expect.objectContaining({ state: 'PUBLISHED', publications: 1 })],
    });
  }, SLOW);
  const before = await judged(second);
  const exited = child && once(child, 'exit');
  child?.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);

  const again = await run(1_000);
  expect(await judged(again)).toEqual(before);
});

it('loses nothing that was answered when it is killed in the middle of many requests', async () => {
  const url = await run(60_000);
  const answered: string[] = [];
  const headers = { authorization: 'sandbox-acme-key' };
  const post = { integration: { id: 'acme-mastodon' }, value: [{ content: 'A clip', image: [] }] };
  const json = { type: 'draft', date: '2027-01-01', shortLink: false, tags: [], posts: [post] };
  const createUntilKilled = async (): Promise<void> => {
    for (;;) {
      const reply = await send('POST', `${url}/public/v1/posts`, { json, headers }).catch(() => undefined);
      if (!reply) return;
      answered.push(reply.text);
      if (answered.length === 40) child?.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 8 }, createUntilKilled));

  const again = await run(60_000);
  const posts = JSON.stringify(await judged(again));
  const requests = (await send('GET', `${again}/sandbox/requests`)).body;
  const ids = answered.flatMap((text) => /"postId":"(\w+)"/.exec(text)?.[1] ?? []);
  expect(ids.length).toBeGreaterThanOrEqual(40);
  expect(ids.filter((id) => !posts.includes(id))).toEqual([]);
  const { items } = z.object({ items: z.array(z.object({ status: z.number().nullable() })) }).parse(requests);
  expect(items.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(ids.length);
});
