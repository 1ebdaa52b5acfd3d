import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Witness } from '../requests/witness.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { organisationWithKey, traitsFor } from '../state/sandbox-state.ts';
import type { Answer } from './answer.ts';

/** Longer answers may be compressed, for clients that say they can read it. */
const COMPRESSED_FROM_BYTES = 1_024;

/** Sends an answer as it is, keeping the headers that were set before. */
export function send(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status).headers(answer.headers ?? {});
  return answer.body === undefined ? reply.send() : reply.send(answer.body);
}

/** Ends the connection without an answer. */
export function cut(witness: Witness, reply: FastifyReply): FastifyReply {
  witness.ended(reply.request, null);
  reply.hijack().raw.socket?.destroy();
  return reply;
}

/** Answers nothing and keeps the connection. */
export function leaveOpen(witness: Witness, reply: FastifyReply): FastifyReply {
  witness.ended(reply.request, null);
  return reply.hijack();
}

/** What happens to every answer of `api` on its way out: it takes its time, and is written down before it leaves. */
export function registerAnswering(api: FastifyInstance, context: SandboxContext, delayMs: number): void {
  const { witness, runtime, clock, closing, store } = context;
  api.addHook('onSend', async (request, reply, payload) => {
    if (delayMs > 0) await runtime.timers.sleep(delayMs, closing);
    if (clock.offsetMs !== 0) reply.header('Date', clock.now().toUTCString());
    witness.ended(request, reply.statusCode);
    const text = typeof payload === 'string' ? payload : '';
    const asked = String(request.headers['accept-encoding'] ?? '').includes('gzip');
    if (!asked || text.length < COMPRESSED_FROM_BYTES) return payload;
    const organisation = organisationWithKey(store.state, request.headers.authorization ?? '');
    if (!traitsFor(store.state, organisation).has('compresses')) return payload;
    const bytes = gzipSync(text);
    reply.headers({ 'Content-Encoding': 'gzip', 'Content-Length': bytes.length, Vary: 'Accept-Encoding' });
    return bytes;
  });
}
