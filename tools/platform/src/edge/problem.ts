import { STATUS_CODES } from 'node:http';

/** As much of a Fastify reply as an answer needs. */
interface Reply {
  readonly request: { readonly url: string };
  header(name: string, value: string): Reply;
  code(status: number): Reply;
  type(mediaType: string): Reply;
  send(payload: string): unknown;
}

/** Answers with a problem document (RFC 9457), in the same shape as the services. */
export function sendProblem(reply: Reply, status: number, code: string, detail: string): void {
  const problem = {
    type: `urn:clipcast:problem:${code}`,
    title: STATUS_CODES[status],
    status,
    code,
    detail,
    instance: reply.request.url.split('?', 1)[0],
    retryable: status === 503,
  };
  if (status === 503) reply.header('retry-after', '1');
  reply.code(status).type('application/problem+json').send(JSON.stringify(problem));
}
