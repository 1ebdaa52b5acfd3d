import { STATUS_CODES } from 'node:http';

/** As much of a Fastify reply as an answer needs. */
interface Reply {
  header(name: string, value: string): Reply;
  code(status: number): Reply;
  type(mediaType: string): Reply;
  send(payload: string): unknown;
}

/** Answers with a problem document (RFC 9457), in the same shape as the services. */
export function sendProblem(reply: Reply, status: number, code: string, detail: string): void {
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, code, detail };
  if (status === 503) reply.header('retry-after', '1');
  reply.code(status).type('application/problem+json').send(JSON.stringify(problem));
}
