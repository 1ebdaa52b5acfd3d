import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 65_536;
const NEWLINE = 10;

/**
 * A file that only grows, by whole lines. `append` returns when the operating system has the line: nothing is lost by
 * `kill -9`, and only a power failure may lose the last. Opening drops a last line that a crash cut off.
 */
export class AppendFile {
  readonly #file: number;

  constructor(path: string) {
    // Read and append: the mode in which the end of the file can be looked at before anything is written.
    this.#file = openSync(path, 'a+');
    const end = endOfLastLine(this.#file);
    if (end < fstatSync(this.#file).size) ftruncateSync(this.#file, end);
  }

  append(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#file, bytes, written);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** The length of the file up to and with its last newline, found from behind so that long files open at once. */
function endOfLastLine(file: number): number {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let end = fstatSync(file).size;
  while (end > 0) {
    const start = Math.max(0, end - CHUNK_BYTES);
    const read = readSync(file, chunk, 0, end - start, start);
    const newline = chunk.subarray(0, read).lastIndexOf(NEWLINE);
    if (newline >= 0) return start + newline + 1;
    end = start;
  }
  return 0;
}
