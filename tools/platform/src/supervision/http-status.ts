import { get } from 'node:http';

/** The status that `url` answers a GET with; undefined when nothing answers in time. */
export function httpStatus(url: string, timeoutMs = 2_000): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const request = get(url, { timeout: timeoutMs, agent: false }, (response) => {
    response.resume();
    resolve(response.statusCode);
  });
  request.once('timeout', () => request.destroy());
  request.once('error', () => resolve(undefined));
  return promise;
}
