import { Secret, systemRuntime } from '@clipcast/kernel';
import { createEgressPolicy } from '../egress/egress-policy.ts';
import { PostizCallError } from '../postiz-call-error.ts';
import { PostizClient, type PostizClientOptions } from '../postiz-client.ts';

/** A client of a server on this machine, which only the operator's list makes reachable. */
export function clientFor(port: number, overrides: Partial<PostizClientOptions> = {}): PostizClient {
  return new PostizClient({
    baseUrl: `http://127.0.0.1:${port}/api`,
    apiKey: new Secret('key-canary-4711'),
    runtime: systemRuntime,
    egress: createEgressPolicy({ allow: [`127.0.0.1:${port}`] }),
    ...overrides,
  });
}

/** The error of a call that must fail. */
export async function troubleOf(call: Promise<unknown>): Promise<PostizCallError> {
  const error: unknown = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof PostizCallError) return error;
  throw error;
}
