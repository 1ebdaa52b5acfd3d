import { createHash } from 'node:crypto';
import { Controller, Get, Module } from '@nestjs/common';
import { KeyDirectory, type Principal } from '../index.ts';
import { bearer, OPERATOR_KEY, PROFILE, tinyApp } from '../testing/app-fixture.ts';
import { TinyModule } from '../testing/tiny-service.ts';

const PROFILE_KEY = 'profile-key-4711';

class OneKey extends KeyDirectory {
  principalOf(keyHash: string): Promise<Principal | undefined> {
    const known = createHash('sha256').update(PROFILE_KEY).digest('hex');
    const holder = {
      kind: 'profile',
      actor: 'key:key_1',
      profileId: PROFILE,
      scopes: ['profile:read'],
    } as const;
    return Promise.resolve(keyHash === known ? holder : undefined);
  }
}

@Module({ imports: [TinyModule], providers: [{ provide: KeyDirectory, useClass: OneKey }] })
class ModuleWithKeys {}

@Controller('forgotten')
class ForgottenController {
  @Get('door')
  open() {
    return 'open';
  }
}

@Module({ controllers: [ForgottenController] })
class ForgetfulModule {}

const notes = `/v1/profiles/${PROFILE}/notes`;
const { app } = await tinyApp(ModuleWithKeys);
afterAll(async () => app.close());

const get = (url: string, authorization?: string) =>
  app.inject({ url, headers: authorization === undefined ? {} : { authorization } });

it.each([
  undefined,
  'Bearer',
  'Basic abc',
  'Bearer wrong',
  `Bearer ${OPERATOR_KEY}x`,
  `Bearer ${OPERATOR_KEY.slice(0, -1)}`,
  `Bearer ${OPERATOR_KEY.toUpperCase()}`,
])('refuses %s with 401', async (authorization) => {
  const answer = await get(notes, authorization);
  expect(answer.statusCode).toBe(401);
  expect(answer.json()).toMatchObject({ code: 'unauthenticated' });
  expect(answer.headers['www-authenticate']).toBe('Bearer realm="clipcast"');
});

it('lets the operator in everywhere', async () => {
  expect((await get(notes, bearer.authorization)).statusCode).toBe(200);
});

it('asks for the key before it looks at the input', async () => {
  expect((await get(`${notes}?limit=nonsense`)).statusCode).toBe(401);
});

it('keeps a profile key to its scopes and its own profile', async () => {
  const key = `Bearer ${PROFILE_KEY}`;
  expect((await get(notes, key)).statusCode).toBe(200);
  const write = await app.inject({
    method: 'POST',
    url: notes,
    headers: { authorization: key },
    payload: { text: 'a' },
  });
  expect([write.statusCode, write.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
  const other = await get(notes.replace(/1\/notes$/, '2/notes'), key);
  expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([404, 'profile_not_found']);
  expect((await get('/v1/failures/internal', key)).statusCode).toBe(403);
});

it('leaves health, the document and its page open', async () => {
  for (const url of ['/livez', '/readyz', '/startupz', '/openapi.json']) {
    expect((await get(url)).statusCode).toBe(200);
  }
});

it('does not start with a route that declares no scope, and names it', async () => {
  await expect(tinyApp(ForgetfulModule)).rejects.toThrow(
    'Routes without @RequiresScope: GET /v1/forgotten/door (ForgottenController.open)',
  );
});

it('does not start with a route that went past the controllers', async () => {
  const started = tinyApp(TinyModule, {
    configureFastify: (fastify) => void fastify.get('/back-door', () => 'open'),
  });
  await expect(started).rejects.toThrow('GET /back-door is served without a controller');
});
