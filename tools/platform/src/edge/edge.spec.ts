import {
  createServer,
  get,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';
import { freePort } from '@clipcast/local-servers';
import type { FastifyInstance } from 'fastify';
import { edge } from './edge.ts';

let service: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let door: FastifyInstance;
let base: string;

const listen = async (server: Server): Promise<number> => {
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return port;
};

beforeAll(async () => {
  service = createServer((incoming, response) => answer(incoming, response));
  const [up, down] = [await listen(service), await freePort()];
  door = edge({
    routes: [
      { name: 'publish', upstream: `http://127.0.0.1:${up}` },
      { name: 'billing', upstream: `http://127.0.0.1:${down}` },
    ],
    sandboxUrl: 'http://127.0.0.1:4110',
  });
  base = await door.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(async () => {
  await door.close();
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
});

const fetched = async (path: string): Promise<{ response: IncomingMessage; body: string }> => {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${base}${path}`, resolve).once('error', reject);
  });
  return { response, body: await text(response) };
};

it('gives the service its path and query without the prefix, and tells it the prefix', async () => {
  answer = ({ url, headers }, response) => response.end(`${url} ${String(headers['x-forwarded-prefix'])}`);
  const { body } = await fetched('/api/publish/v1/profiles?limit=2&cursor=a%2Fb');
  expect(body).toBe('/v1/profiles?limit=2&cursor=a%2Fb /api/publish');
});

it('lets an upload flow through: the service has the first bytes before the last are sent', async () => {
  const first = Promise.withResolvers<string>();
  answer = (incoming, response) => {
    let received = 0;
    incoming.on('data', (chunk: Buffer) => {
      received += chunk.length;
      first.resolve(chunk.toString('latin1', 0, 5));
    });
    incoming.on('end', () => response.end(String(received)));
  };
  const upload = request(`${base}/api/publish/v1/clips`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '10000005' },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    upload.once('response', resolve).once('error', reject);
  });
  upload.write('first');
  await expect(first.promise).resolves.toBe('first');
  upload.end(Buffer.alloc(10_000_000));
  await expect(text(await answered)).resolves.toBe('10000005');
});

it('takes an upload whose client first asks whether it may send, as curl does', async () => {
  answer = (incoming, response) => void text(incoming).then((body) => response.end(body));
  const upload = request(`${base}/api/publish/v1/clips`, {
    method: 'POST',
    headers: { expect: '100-continue', 'content-type': 'text/plain', 'transfer-encoding': 'chunked' },
  });
  upload.once('continue', () => upload.end('all of it'));
  upload.flushHeaders();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    upload.once('response', resolve).once('error', reject);
  });
  await expect(text(response)).resolves.toBe('all of it');
});

it('lets events flow through: the client has the first while the stream stays open', async () => {
  let open: ServerResponse | undefined;
  answer = (_, response) => {
    open = response;
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
  };
  const response = await new Promise<IncomingMessage>((resolve) => {
    get(`${base}/api/publish/v1/publications/events`, resolve);
  });
  const chunk = await new Promise<string>((resolve) => {
    response.once('data', (data: Buffer) => resolve(data.toString()));
  });
  expect(chunk).toBe('data: 1\n\n');
  open?.end();
});

it('passes on what the service answers, also its own 503, without asking again', async () => {
  let asked = 0;
  answer = (_, response) => {
    asked += 1;
    response.writeHead(503, { 'retry-after': '7' }).end('busy');
  };
  const { response, body } = await fetched('/api/publish/readyz');
  expect([response.statusCode, response.headers['retry-after'], body, asked]).toEqual([503, '7', 'busy', 1]);
});

it('answers with a problem document when the service is down', async () => {
  const { response, body } = await fetched('/api/billing/v1/overview');
  expect(response.statusCode).toBe(503);
  expect(response.headers['content-type']).toContain('application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ status: 503, code: 'service_unavailable' });
});

it('answers with a problem document where nothing is', async () => {
  const { response, body } = await fetched('/api/nothing');
  expect(response.statusCode).toBe(404);
  expect(JSON.parse(body)).toMatchObject({ status: 404, code: 'route_not_found' });
});

it('shows at its root where everything is and how it is', async () => {
  answer = (_, response) => response.end('ok');
  const { response, body } = await fetched('/');
  expect(response.headers['content-type']).toContain('text/html');
  expect(body).toMatch(/publish-service <span class="up">ready/);
  expect(body).toMatch(/billing-service <span class="down">not ready/);
  expect(body).toContain('href="/api/publish/docs"');
  expect(body).toContain('href="http://127.0.0.1:4110"');
});

it('leaves the links of a service as they are: it knows the prefix itself', async () => {
  answer = (_, response) => response.writeHead(202, { location: '/api/publish/v1/jobs/1' }).end();
  const { response } = await fetched('/api/publish/v1/jobs');
  expect(response.headers.location).toBe('/api/publish/v1/jobs/1');
});
