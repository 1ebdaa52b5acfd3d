import { DomainError } from '@clipcast/kernel';
import { pinnedVersion, type ConnectionVersion } from './connection-versions.ts';

const A = 'https://a.example.com';
const B = 'https://b.example.com';
const version = (
  connection_version: number,
  api_url: string,
  { enabled = true, removed = false } = {},
): ConnectionVersion => ({
  profile_id: '01990000-0000-7000-8000-00000000acae',
  connection_version,
  api_url,
  sealed_api_key: `sealed ${connection_version}`,
  enabled,
  removed,
});

function keyFor(pinned: number, ...versions: ConnectionVersion[]): number | string {
  try {
    return pinnedVersion(versions, pinned).connection_version;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe('a job that began with version 1 uses', () => {
  it.each([
    ['its own key, as long as there is no other', 1, [version(1, A)]],
    ['the newest key of the same server', 3, [version(1, A), version(2, A), version(3, A)]],
    ['its own server, when the profile has another now', 1, [version(1, A), version(2, B)]],
    [
      'the newest key of its server, when the profile has another now',
      2,
      [version(1, A), version(2, A), version(3, B)],
    ],
    [
      'the newest key of its server, when the profile came back to it',
      3,
      [version(1, A), version(2, B), version(3, A)],
    ],
    [
      'nothing while the newest is off',
      'connection_disabled',
      [version(1, A), version(2, A, { enabled: false })],
    ],
    [
      'nothing while the newest is off, whatever its server',
      'connection_disabled',
      [version(1, A), version(2, B, { enabled: false })],
    ],
    [
      'its key again when it is on again',
      3,
      [version(1, A), version(2, A, { enabled: false }), version(3, A)],
    ],
    ['nothing once it was removed', 'connection_removed', [version(1, A, { removed: true, enabled: false })]],
    [
      'nothing once it was removed, also when there is another server now',
      'connection_removed',
      [version(1, A, { removed: true, enabled: false }), version(2, B)],
    ],
    [
      'the key of its server when that was set again after a removal',
      2,
      [version(1, A, { removed: true, enabled: false }), version(2, A), version(3, B)],
    ],
    ['nothing of a connection that there never was', 'connection_removed', []],
  ])('%s', (_name, expected, versions) => {
    expect(keyFor(1, ...versions)).toBe(expected);
  });
});
