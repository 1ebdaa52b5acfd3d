import { createClient, withBudget } from '@clipcast/client';

/** A pipeline that says when the paid call has begun, and then waits until it is killed. */
const [billing = '', accessKey = '', profileId = '', id = ''] = process.argv.slice(2);
const client = createClient({ baseUrl: billing, services: { billing }, accessKey });

await withBudget(client, { profileId, id, estimate: { amountUsd: '1', purpose: 'killed' } }, () => {
  process.stdout.write('the call has begun\n');
  process.stdin.resume();
  return new Promise<never>(() => undefined);
});
