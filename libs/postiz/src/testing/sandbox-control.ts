import { request } from 'undici';
import { z } from 'zod';

const JudgedPosts = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      publications: z.number(),
      mediaSha256: z.array(z.string()).or(z.string()).nullable(),
    }),
  ),
});

/** The sandbox's own side: its faults, and its independent record of what really happened. */
export const sandboxControl = (url: string) => {
  const send = async (method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const json = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const answer = await request(`${url}${path}`, { method, ...json });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
  };
  return {
    fault: (fault: Readonly<Record<string, unknown>>) => send('POST', '/sandbox/faults', fault),
    noFaults: () => send('DELETE', '/sandbox/faults'),
    organisation: (organisation: Readonly<Record<string, unknown>>) =>
      send('POST', '/sandbox/organisations', organisation),
    mode: (version: 'head' | '2.11') => send('POST', '/sandbox/mode', { version }),
    posts: async (organisation: string) => {
      const answer = await request(`${url}/sandbox/posts?organisation=${organisation}`);
      return JudgedPosts.parse(await answer.body.json()).items;
    },
  };
};
