import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import { DiskMediaStore } from './disk-media-store.ts';
import { MediaMissingError } from './media-missing-error.ts';
import type { MediaStore } from './media-store.ts';
import { s3StoreAt, startS3 } from './testing/s3-server.ts';
import { aFile, aProfile, bytesOf } from './testing/some-files.ts';

const directory = mkdtempSync(join(tmpdir(), 'clipcast-media-'));
const arriving = join(directory, 'media', 'arriving');
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  rmSync(directory, { recursive: true });
});

const stores: readonly (readonly [string, () => Promise<MediaStore>])[] = [
  ['a directory', () => Promise.resolve(new DiskMediaStore(join(directory, 'media')))],
  [
    'a bucket',
    async () => {
      const server = await startS3(join(directory, 'bucket'));
      const store = s3StoreAt(server.endpoint, join(directory, 'media', 'copies'), systemRuntime);
      closing.push(
        () => store.close(),
        () => server.close(),
      );
      return store;
    },
  ],
];

describe.each(stores)('a store in %s', (_name, open) => {
  let store: MediaStore;
  beforeAll(async () => (store = await open()));

  const kept = async (content: string | Buffer, profileId = aProfile()) => {
    const file = aFile(arriving, content);
    const object = { profileId, sha256: file.sha256, kind: 'video' } as const;
    await store.keep(object, file);
    return { object, file };
  };

  it('gives back what was kept, whole or in part, and takes the file away from where it was', async () => {
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
    const { object, file } = await kept(content);
    expect(existsSync(file.path)).toBe(false);
    expect((await bytesOf(await store.read(object))).equals(content)).toBe(true);
    const part = await bytesOf(await store.read(object, { first: 100_000, last: 200_000 }));
    expect(part.equals(content.subarray(100_000, 200_001))).toBe(true);
    expect(readFileSync(await store.localCopy(object)).equals(content)).toBe(true);
  });

  it('takes the same content again', async () => {
    const { object } = await kept('the same twice');
    await store.keep(object, aFile(arriving, 'the same twice'));
    expect(String(await bytesOf(await store.read(object)))).toBe('the same twice');
  });

  it('keeps the video and its picture apart', async () => {
    const { object } = await kept('a video with a picture');
    const thumbnail = { ...object, kind: 'thumbnail' } as const;
    await expect(store.read(thumbnail)).rejects.toBeInstanceOf(MediaMissingError);
    await store.keep(thumbnail, aFile(arriving, 'its picture'));
    await store.remove(object);
    expect(String(await bytesOf(await store.read(thumbnail)))).toBe('its picture');
  });

  it('knows nothing of one profile under another', async () => {
    const { object } = await kept('mine alone');
    const other = { ...object, profileId: aProfile() };
    await expect(store.read(other)).rejects.toBeInstanceOf(MediaMissingError);
    await expect(store.localCopy(other)).rejects.toBeInstanceOf(MediaMissingError);
    await store.remove(other);
    expect(String(await bytesOf(await store.read(object)))).toBe('mine alone');
  });

  it('removes, also what is not there', async () => {
    const { object } = await kept('to be removed');
    await store.localCopy(object);
    await store.remove(object);
    await store.remove(object);
    await expect(store.read(object)).rejects.toBeInstanceOf(MediaMissingError);
    await expect(store.localCopy(object)).rejects.toBeInstanceOf(MediaMissingError);
  });

  it('has no place for names that are no hash', async () => {
    const object = { profileId: aProfile(), sha256: '../../etc/passwd', kind: 'video' } as const;
    await expect(async () => store.read(object)).rejects.toBeInstanceOf(TypeError);
  });

  it('says that it works', async () => {
    expect(await store.trouble()).toBeUndefined();
  });
});
