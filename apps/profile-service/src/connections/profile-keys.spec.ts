import { DomainError, prefixed, Secret, systemRuntime } from '@clipcast/kernel';
import { parseKeyRing, Vault } from '@clipcast/vault';
import { ProfileKeys } from './profile-keys.ts';

const ring = (id: string) =>
  JSON.stringify({ primary: id, keys: { [id]: Buffer.alloc(32, id).toString('base64') } });
const keys = (id: string) => new ProfileKeys(new Vault(parseKeyRing(ring(id)), systemRuntime.random));
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('the API key of a profile', () => {
  const [mine, others] = [
    prefixed('prf', systemRuntime.ids.next()),
    prefixed('prf', systemRuntime.ids.next()),
  ];
  const sealed = keys('k1').of(mine).seal(new Secret('a-key-of-mine'), 3);

  it('opens for the version of the connection it was sealed for', () => {
    expect(keys('k1').of(mine).open(sealed, 3).reveal()).toBe('a-key-of-mine');
  });
  it('opens for no other version, for no other profile, and not with another key ring, and says what to do', () => {
    expect([
      codeOf(() => keys('k1').of(mine).open(sealed, 4)),
      codeOf(() => keys('k1').of(others).open(sealed, 3)),
      codeOf(() => keys('k2').of(mine).open(sealed, 3)),
    ]).toEqual(['api_key_unreadable', 'api_key_unreadable', 'api_key_unreadable']);
  });
});
