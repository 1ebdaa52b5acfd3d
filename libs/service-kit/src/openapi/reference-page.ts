import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** The page and its script, which is kept compressed: 1.4 MB instead of 5 MB. */
export interface ReferencePage {
  readonly html: string;
  readonly scriptGzip: Uint8Array;
}

const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './reference-page.worker.ts' : './reference-page.worker.js',
  import.meta.url,
);

let page: Promise<ReferencePage> | undefined;

/**
 * Loads the page when somebody first opens it. Scalar's plugin costs 60 MB of memory once it is loaded, so it is loaded
 * in a worker that ends when it has handed over what it serves.
 */
export async function referencePage(): Promise<ReferencePage> {
  page ??= load();
  try {
    return await page;
  } catch (error) {
    page = undefined;
    throw error;
  }
}

async function load(): Promise<ReferencePage> {
  // Without our own arguments the worker does not start a second telemetry.
  const worker = new Worker(workerUrl, { execArgv: [] });
  try {
    const [message] = (await once(worker, 'message')) as [ReferencePage];
    return message;
  } finally {
    await worker.terminate();
  }
}
