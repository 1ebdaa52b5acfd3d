import { eventually } from './eventually.ts';

it('gives what the assertion returned once it passes', async () => {
  let calls = 0;
  const third = (): number => {
    calls += 1;
    if (calls < 3) throw new Error(`only ${calls}`);
    return calls;
  };
  await expect(eventually(third, { everyMs: 1 })).resolves.toBe(3);
});

it('rethrows the last failure when the time is over', async () => {
  const never = (): never => {
    throw new Error('still not');
  };
  await expect(eventually(never, { withinMs: 10, everyMs: 1 })).rejects.toThrow('still not');
});
