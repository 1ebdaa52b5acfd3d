import type { UploadedMedia } from '@clipcast/postiz';
import type { UsableConnection } from '../../connections/postiz-connections.ts';
import { MediaUploads } from './media-uploads.ts';

const profileId = 'prf_01990000-0000-7000-8000-00000000acae' as const;
const MEDIA: UploadedMedia = { id: 'media', path: 'https://postiz.example/media.mp4' };
const content = {
  sha256: 'a'.repeat(64),
  open: () =>
    Promise.resolve({
      sha256: 'a'.repeat(64),
      path: 'clip.mp4',
      fileName: 'clip.mp4',
      mimeType: 'video/mp4',
      bytes: 1,
    }),
};

describe('an upload that several posts wait for', () => {
  it('is made once, remembered before anybody gets it, and given to whoever waits', async () => {
    const uploaded = Promise.withResolvers<UploadedMedia>();
    const { uploads, connection, calls, remembered, remember } = aDesk(
      () => uploaded.promise,
      new Promise(() => undefined),
    );
    const both = [
      uploads.ensure(connection, content, remember),
      uploads.ensure(connection, content, remember),
    ];
    uploaded.resolve(MEDIA);
    expect(await Promise.all(both)).toEqual([MEDIA, MEDIA]);
    expect([calls.length, remembered]).toEqual([1, [MEDIA]]);
  });

  /** A gigabyte may take hours; the brand's other posts, and its cancellations, must not wait for it. */
  it('gives its waiters back when it takes long, and none of them to it', async () => {
    const { uploads, connection, remember } = aDesk(() => new Promise(() => undefined), Promise.resolve());
    void uploads.ensure(connection, content, remember);
    await expect(uploads.ensure(connection, content, remember)).rejects.toMatchObject({
      outcome: 'not_sent',
      code: 'postiz_busy',
      retryAfterMs: 2_000,
    });
  });
});

function aDesk(upload: () => Promise<UploadedMedia>, patience: Promise<void>) {
  const calls: unknown[] = [];
  const remembered: UploadedMedia[] = [];
  const uploads = new MediaUploads({ find: () => Promise.resolve(undefined) }, { sleep: () => patience });
  const uploadMedia = (file: unknown) => {
    calls.push(file);
    return upload();
  };
  const connection = {
    profileId,
    mediaScope: 'own 1',
    postiz: { uploadMedia },
  } as unknown as UsableConnection;
  const remember = (media: UploadedMedia) => Promise.resolve(void remembered.push(media));
  return { uploads, connection, calls, remembered, remember };
}
