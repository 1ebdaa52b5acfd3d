import { request } from 'node:http';

/** One question to the sandbox's control API. */
export const sandboxAsk = (base: string, method: string, path: string, body?: object): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const headers = body ? { 'content-type': 'application/json' } : {};
    const asked = request(new URL(path, base), { method, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text += part));
      answer.on('end', () => {
        if ((answer.statusCode ?? 500) >= 300)
          reject(new Error(`${path} answered ${answer.statusCode}: ${text}`));
        else resolve(text === '' ? undefined : JSON.parse(text));
      });
    });
    asked.on('error', reject);
    asked.end(body ? JSON.stringify(body) : undefined);
  });
