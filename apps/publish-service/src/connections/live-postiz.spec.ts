import type { PostizClient } from '@clipcast/postiz';
import { systemRuntime } from '@clipcast/kernel';
import { unknownTraits } from '@clipcast/postiz';
import { LivePostiz } from './live-postiz.ts';

describe('calls with the key of their moment', () => {
  /** A Postiz takes over a foreign post whose id it is given (Postiz contract, section 3.2). */
  it('never send an id that was learnt with another key', async () => {
    let keyVersion = 1;
    const sent: string[] = [];
    const client = {
      listPostsAt: () => Promise.resolve([]),
      deletePost: (id: string) => Promise.resolve(void sent.push(id)),
    } as unknown as PostizClient;
    const live = new LivePostiz({
      withClient: (call) => call(client, keyVersion),
      traits: () => unknownTraits,
      clock: systemRuntime.clock,
    });
    await live.listPostsAt(new Date(0));
    await live.deletePost('seen');
    keyVersion = 2;
    await expect(live.deletePost('foreign')).rejects.toMatchObject({ code: 'connection_changed' });
    await live.listPostsAt(new Date(0));
    await live.deletePost('seen-again');
    expect(sent).toEqual(['seen', 'seen-again']);
  });
});
