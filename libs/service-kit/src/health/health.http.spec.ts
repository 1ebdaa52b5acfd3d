import { HealthChecks } from '../index.ts';
import { tinyApp } from '../testing/app-fixture.ts';
import { down } from '../testing/tiny-service.ts';

const { app } = await tinyApp();
afterAll(async () => app.close());
beforeEach(() => {
  down.clear();
});

const ask = async (url: string) => {
  const answer = await app.inject(url);
  return [answer.statusCode, answer.json<unknown>()] as const;
};

it('is alive whatever fails, and ready when all is well', async () => {
  expect(await ask('/readyz')).toEqual([
    200,
    {
      status: 'ready',
      checks: { database: { status: 'ok', required: true }, nats: { status: 'ok', required: false } },
    },
  ]);
  down.set('database', 'no connection');
  expect(await ask('/livez')).toEqual([200, { status: 'alive' }]);
});

it('stays ready but degraded without what it does not require', async () => {
  down.set('nats', 'no connection');
  expect(await ask('/readyz')).toMatchObject([
    200,
    { status: 'degraded', checks: { nats: { status: 'failing', reason: 'no connection' } } },
  ]);
});

it('is unavailable without what it requires, yet has started', async () => {
  down.set('database', 'no connection');
  expect(await ask('/readyz')).toMatchObject([503, { status: 'unavailable' }]);
  expect(await ask('/startupz')).toMatchObject([200, {}]);
});

it('does not show why a check threw, and does not wait for one that hangs', async () => {
  const health = new HealthChecks({
    timers: {
      deadline: () => AbortSignal.abort(),
      sleep: () => Promise.resolve(),
      turn: () => Promise.resolve(),
    },
  });
  health.register('thrower', { required: true, check: () => Promise.reject(new Error('password=canary')) });
  expect(JSON.stringify(await health.report())).not.toContain('canary');
});

it('is not ready once it is stopping', async () => {
  app.get(HealthChecks).stopping();
  expect(await ask('/readyz')).toMatchObject([503, { status: 'stopping' }]);
});
