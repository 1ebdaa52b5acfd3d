import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Where a file of the repository is. */
export const inRepository = (path: string): string => join(ROOT, path);

/** Laid out like every other file of the repository. */
export async function formatted(path: string, text: string): Promise<string> {
  const filepath = inRepository(path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
