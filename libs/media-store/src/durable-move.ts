import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Moves a file that is already on disk to its place in one step, and makes that survive a power cut: whoever sees the name
 * sees the whole content, now and after a restart. `root` is the directory above the place's own, which may be new.
 */
export async function moveInto(from: string, to: string, root: string): Promise<void> {
  const isNew = (await mkdir(dirname(to), { recursive: true })) !== undefined;
  await rename(from, to);
  await flush(dirname(to));
  if (isNew) await flush(root);
}

async function flush(directory: string): Promise<void> {
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
