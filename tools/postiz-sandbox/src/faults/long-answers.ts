import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Answer } from '../http/answer.ts';
import type { SandboxContext } from '../sandbox-context.ts';

const BLOCK_BYTES = 1_000_000;
const BLOCK = Buffer.alloc(BLOCK_BYTES, ' ');
const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

const bytesOf = (answer: Answer): Buffer => Buffer.from(JSON.stringify(answer.body));

const streamed = ({ status, headers }: Answer, source: AsyncIterable<Buffer> | Iterable<Buffer>): Answer => ({
  status,
  body: Readable.from(source, { objectMode: false }),
  headers: { ...headers, ...JSON_TYPE },
});

/** The true answer behind as many blanks as it takes to make it this long: correct JSON, if anybody reads it all. */
export function padded(answer: Answer, bytes: number): Answer {
  const end = bytesOf(answer);
  return streamed(
    answer,
    (function* () {
      for (let left = bytes - end.length; left > 0; left -= BLOCK_BYTES) yield BLOCK.subarray(0, left);
      yield end;
    })(),
  );
}

/** The same, as gzip of about a thousandth of that length. It is sent whether the client asked for gzip or not. */
export function gzipBomb(answer: Answer, bytes: number): Answer {
  const member = gzipSync(BLOCK);
  const bomb = streamed(
    answer,
    (function* () {
      for (let left = bytes; left > 0; left -= BLOCK_BYTES) yield member;
      yield gzipSync(bytesOf(answer));
    })(),
  );
  return { ...bomb, headers: { ...bomb.headers, 'Content-Encoding': 'gzip' } };
}

/** The true answer, one byte at a time. */
export function trickle(answer: Answer, delayMs: number, { runtime, closing }: SandboxContext): Answer {
  const bytes = bytesOf(answer);
  return streamed(
    answer,
    (async function* () {
      for (let index = 0; index < bytes.length && !closing.aborted; index += 1) {
        yield bytes.subarray(index, index + 1);
        await runtime.timers.sleep(delayMs, closing);
      }
    })(),
  );
}

/** Promises the whole answer, sends half of it and cuts the connection. */
export function cutBody(answer: Answer, { runtime }: SandboxContext): Answer {
  const bytes = bytesOf(answer);
  const half = streamed(
    answer,
    (async function* () {
      yield bytes.subarray(0, Math.ceil(bytes.length / 2));
      // What was sent has to reach the client before the connection ends.
      await runtime.timers.turn();
      throw new Error('The answer is cut off by a fault');
    })(),
  );
  return { ...half, headers: { ...half.headers, 'Content-Length': String(bytes.length) } };
}
