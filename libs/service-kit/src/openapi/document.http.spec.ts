import { gunzipSync } from 'node:zlib';
import { systemRuntime } from '@clipcast/kernel';
import type { FastifyInstance } from 'fastify';
import { bearer, tinyApp } from '../testing/app-fixture.ts';
import { TinyModule } from '../testing/tiny-service.ts';
import { describeService } from './describe-service.ts';
import type { OpenApiDocument } from './document.ts';

const routes: string[] = [];
const { app } = await tinyApp(TinyModule, {
  configureFastify: (fastify: FastifyInstance) =>
    void fastify.addHook(
      'onRoute',
      ({ method, url }) => void routes.push(...[method].flat().map((one) => `${one} ${url}`)),
    ),
});
afterAll(async () => app.close());

const document = (await app.inject('/openapi.json')).json<OpenApiDocument>();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

it('names every route that is served, and no other', () => {
  const served = routes
    .filter((route) => !route.startsWith('HEAD '))
    .map((route) =>
      route
        .replace('::', '\u0000')
        .replaceAll(/:(\w+)/g, '{$1}')
        .replace('\u0000', ':'),
    );
  expect(operations.sort()).toEqual(served.sort());
  expect(operations).toContain('POST /v1/profiles/{profileId}/notes:batch');
});

it('is the same without running the service', async () => {
  const described = { name: 'tiny-service', publicPath: '/api/tiny', module: TinyModule };
  expect(JSON.parse(JSON.stringify(await describeService({ ...described, runtime: systemRuntime })))).toEqual(
    document,
  );
});

it('is under the path where the edge shows the service', () => {
  expect(document).toMatchObject({
    openapi: '3.1.0',
    servers: [{ url: '/api/tiny' }],
    info: { title: 'tiny-service' },
  });
});

it('shows inputs, answers, problems and the scope of a route from the schemas that parse it', () => {
  const write = document.paths['/v1/profiles/{profileId}/notes']?.['post'];
  expect(write).toMatchObject({
    operationId: 'notesWrite',
    summary: 'Write a note',
    tags: ['profiles'],
    security: [{ accessKey: [] }],
    'x-required-scope': 'profile:write',
    requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/NewNote' } } } },
    responses: {
      202: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } },
      400: { $ref: '#/components/responses/Problem400' },
      401: {},
      403: {},
      404: {},
      409: {},
      422: {},
      default: {},
    },
  });
  expect(write?.['parameters']).toEqual([
    {
      name: 'profileId',
      in: 'path',
      required: true,
      schema: expect.objectContaining({ type: 'string' }) as unknown,
    },
    expect.objectContaining({ name: 'Idempotency-Key', in: 'header' }),
  ]);
  const list = document.paths['/v1/profiles/{profileId}/notes']?.['get'];
  expect(list?.['parameters']).toContainEqual({
    name: 'limit',
    in: 'query',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  });
});

it('points only at components that exist', () => {
  const text = JSON.stringify(document);
  const pointers = new Set(
    [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)].map(([, kind, name]) => `${kind}.${name}`),
  );
  const components = document.components as Record<string, Record<string, unknown>>;
  expect(pointers.size).toBeGreaterThan(5);
  for (const pointer of pointers) {
    const [kind = '', name = ''] = pointer.split('.');
    expect(components[kind]).toHaveProperty(name);
  }
  expect(text).not.toContain('$defs');
});

it('is shown as a page whose script comes from the service itself', async () => {
  const page = await app.inject('/docs');
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.headers['content-security-policy']).toContain("connect-src 'self'");
  expect([...page.payload.matchAll(/src="([^"]+)"/g)].map(([, source]) => source)).toEqual([
    'docs/scalar.js',
  ]);
  expect(page.payload).toContain('openapi.json');
  const script = await app.inject('/docs/scalar.js');
  expect(script.headers['content-type']).toContain('javascript');
  expect(script.payload.length).toBeGreaterThan(1_000_000);
  const packed = await app.inject({ url: '/docs/scalar.js', headers: { 'accept-encoding': 'br, gzip' } });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.rawPayload).toString()).toBe(script.payload);
});

it('asks for no key, while the routes it names do', async () => {
  expect((await app.inject('/v1/failures/internal')).statusCode).toBe(401);
  expect((await app.inject({ url: '/v1/failures/internal', headers: bearer })).statusCode).toBe(500);
});
