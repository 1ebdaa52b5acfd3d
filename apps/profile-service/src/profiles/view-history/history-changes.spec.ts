import type { CredentialsUpdated, ProfileRenamed } from '@clipcast/contracts';
import { changesOf } from './history-changes.ts';

const renamed = (name: string): ProfileRenamed => ({ type: 'ProfileRenamed', data: { name, slug: 'acme' } });
const connected = (keyLast4: string, connectionVersion: number): CredentialsUpdated => ({
  type: 'CredentialsUpdated',
  data: {
    apiUrl: 'https://a.example',
    sealedApiKey: 'v1.sealed',
    keyLast4,
    connectionVersion,
    enabled: true,
  },
});

describe('what the facts of a profile changed', () => {
  it('shows each field before and after, and nothing that stayed', () => {
    const [first, second] = changesOf([
      { type: 'ProfileRegistered', data: { name: 'Acme', slug: 'acme' } },
      renamed('Acme Studios'),
    ]);
    expect(first).toEqual([
      { field: 'name', from: null, to: 'Acme' },
      { field: 'slug', from: null, to: 'acme' },
    ]);
    expect(second).toEqual([{ field: 'name', from: 'Acme', to: 'Acme Studios' }]);
  });

  it('compares with the last fact about the field, also when others came between', () => {
    const last = changesOf([connected('1111', 1), renamed('Acme'), connected('2222', 2)]).at(-1);
    expect(last).toEqual([
      { field: 'postiz.keyLast4', from: '1111', to: '2222' },
      { field: 'postiz.connectionVersion', from: 1, to: 2 },
    ]);
  });

  it('shows what is no longer set as null', () => {
    const last = changesOf([
      connected('1111', 1),
      { type: 'CredentialsRemoved', data: { connectionVersion: 1 } },
    ]).at(-1);
    expect(last?.map(({ to }) => to)).toEqual([null, null, null, null]);
  });

  it('leaves out the key, also a sealed one', () => {
    expect(JSON.stringify(changesOf([connected('1111', 1)]))).not.toMatch(/sealed/i);
  });

  it('says of a fact that repeats what held already that nothing changed', () => {
    expect(changesOf([renamed('Acme'), renamed('Acme')]).at(-1)).toEqual([]);
  });
});
