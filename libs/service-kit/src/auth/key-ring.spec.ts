import { Secret } from '@clipcast/kernel';
import { KeyRing } from './key-ring.ts';

it('knows the bootstrap operator without any directory, and nobody else', async () => {
  const keys = new KeyRing(new Secret('the-operator-key'), undefined);
  expect(await keys.principalOf('the-operator-key')).toEqual({
    kind: 'operator',
    actor: 'operator:bootstrap',
    scopes: 'all',
  });
  for (const key of ['', 'the-operator-ke', 'the-operator-key ', 'THE-OPERATOR-KEY']) {
    expect(await keys.principalOf(key)).toBeUndefined();
  }
});
