import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import type { LocalFile } from '../media-store.ts';

export const aProfile = (): ProfileId => prefixed('prf', systemRuntime.ids.next());

/** A file on disk, as an upload leaves it. */
export function aFile(directory: string, content: string | Buffer): LocalFile {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, systemRuntime.ids.next());
  writeFileSync(path, content);
  return {
    path,
    bytes: Buffer.byteLength(content),
    sha256: createHash('sha256').update(content).digest('hex'),
  };
}

/** All bytes of a stream. */
export async function bytesOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
