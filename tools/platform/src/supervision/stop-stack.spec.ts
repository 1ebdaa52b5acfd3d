import { StopStack, type Stoppable } from './stop-stack.ts';

const named = (name: string, log: string[], fails = false): Stoppable => ({
  stop: () => {
    log.push(name);
    return fails ? Promise.reject(new Error(name)) : Promise.resolve();
  },
  kill: () => void log.push(`kill ${name}`),
});

it('stops the latest layer first, and goes on where one fails', async () => {
  const log: string[] = [];
  const stack = new StopStack();
  stack.push(named('servers', log));
  stack.push(named('service 1', log, true), named('service 2', log));
  await stack.stop();
  expect(log).toEqual(['service 1', 'service 2', 'servers']);
});

it('takes nothing more once stopping has begun, so that nothing is started behind its back', async () => {
  const stack = new StopStack();
  await stack.stop();
  expect(() => stack.push(named('late', []))).toThrow('asked to stop');
});

it('can still end at once what is being stopped', () => {
  const log: string[] = [];
  const stack = new StopStack();
  stack.push({ ...named('stuck', log), stop: () => new Promise(() => undefined) });
  void stack.stop();
  stack.kill();
  expect(log).toEqual(['kill stuck']);
});
