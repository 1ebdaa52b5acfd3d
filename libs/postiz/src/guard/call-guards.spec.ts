import { systemRuntime } from '@clipcast/kernel';
import { PostizCallError } from '../postiz-call-error.ts';
import type { CallGuard } from './call-guard.ts';
import { CallGuards } from './call-guards.ts';

it('is one guard for each tenant and host, whatever the path', () => {
  const guards = new CallGuards(systemRuntime);
  const acme = guards.of('acme', 'https://postiz.example.com/api');
  expect(guards.of('acme', 'https://postiz.example.com/other')).toBe(acme);
  expect(guards.of('globex', 'https://postiz.example.com/api')).not.toBe(acme);
  expect(guards.of('acme', 'https://postiz.example.org/api')).not.toBe(acme);
  expect(guards.of('acme', 'https://postiz.example.com:8443/api')).not.toBe(acme);
});

const breakDown = async (guard: CallGuard): Promise<void> => {
  const trouble = new PostizCallError('unknown', 'postiz_timeout', 'x');
  for (let made = 0; made < 10; made += 1)
    await guard.run(() => Promise.reject(trouble)).catch(() => undefined);
};

it('forgets those first that have nothing to tell and were not asked for longest', async () => {
  const guards = new CallGuards(systemRuntime, 2);
  const open = guards.of('acme', 'https://a.example.com');
  await breakDown(open);
  const idle = guards.of('acme', 'https://b.example.com');
  guards.of('acme', 'https://c.example.com');
  expect(guards.of('acme', 'https://a.example.com')).toBe(open);
  expect(guards.of('acme', 'https://b.example.com')).not.toBe(idle);
});
