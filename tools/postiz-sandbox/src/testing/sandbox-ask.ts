import { send } from './http-client.ts';

/** One question to a sandbox's control API. Rejects when it is not answered with success. */
export async function sandboxAsk(
  base: string,
  method: string,
  path: string,
  json?: object,
): Promise<unknown> {
  const { status, text, body } = await send(method, new URL(path, base).href, json ? { json } : {});
  if (status < 300) return body;
  throw new Error(`${path} answered ${status}: ${text}`);
}
