import { systemRuntime } from '@clipcast/kernel';
import { readConfig } from './config.ts';
import { startSandbox } from './start-sandbox.ts';

const sandbox = await startSandbox({ ...readConfig(), runtime: systemRuntime });
process.stdout.write(`Postiz sandbox: feed ${sandbox.url}/ , API ${sandbox.url}/public/v1\n`);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void sandbox.close().then(() => process.exit(0));
  });
}
