import { request } from 'node:http';

export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A way to ask one replica; it rejects when the replica is gone. */
export type Ask = (question: Question) => Promise<Answer>;

/** Asks a server in another process, on a connection of its own. */
export const httpAsk =
  (base: string): Ask =>
  ({ method, path, headers = {}, payload }) =>
    new Promise((resolve, reject) => {
      const asked = request(new URL(path, base), { method, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text) }),
        );
      });
      asked.on('error', reject);
      asked.end(payload);
    });
