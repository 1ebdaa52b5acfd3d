import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small video that no other clip has the content of. */
export interface Clip {
  readonly content: Buffer;
  readonly sha256: string;
}

/** Makes clips out of a sample: each with one more box, which players skip, that holds its number, counted from `from`. */
export function clipMaker(root: string, from = 0n): () => Clip {
  const sample = readFileSync(join(root, 'samples/acme.mp4'));
  let made = from;
  return () => {
    const box = Buffer.alloc(16);
    box.writeUInt32BE(box.length, 0);
    box.write('free', 4, 'latin1');
    box.writeBigUInt64BE((made += 1n), 8);
    const content = Buffer.concat([sample, box]);
    return { content, sha256: createHash('sha256').update(content).digest('hex') };
  };
}
