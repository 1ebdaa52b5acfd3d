import { closeSync, openSync, readSync, statSync } from 'node:fs';

const PIECE_BYTES = 1024 * 1024;

/**
 * How many requests of one endpoint have arrived, read from the judge's file, only what is new each time: asked over HTTP,
 * the sandbox would read all of its file for every look, which takes its time from the requests that are measured.
 */
export class RequestCount {
  readonly #mark: string;
  #readTo = 0;
  #cut = '';
  #count = 0;

  /** `endpoint` as the judge writes it, such as `PUT /posts/:id/status`; what is in the file already is not counted. */
  constructor(
    private readonly file: string,
    endpoint: string,
  ) {
    this.#mark = `"endpoint":${JSON.stringify(endpoint)}`;
    this.#readTo = statSync(file).size;
  }

  /** The count as of now. */
  now(): number {
    const descriptor = openSync(this.file, 'r');
    try {
      const piece = Buffer.alloc(PIECE_BYTES);
      for (;;) {
        const bytes = readSync(descriptor, piece, 0, PIECE_BYTES, this.#readTo);
        if (bytes === 0) return this.#count;
        this.#readTo += bytes;
        this.#take(piece.toString('latin1', 0, bytes));
      }
    } finally {
      closeSync(descriptor);
    }
  }

  #take(text: string): void {
    const lines = (this.#cut + text).split('\n');
    this.#cut = lines.pop() ?? '';
    this.#count += lines.filter((line) => line.includes(this.#mark)).length;
  }
}
