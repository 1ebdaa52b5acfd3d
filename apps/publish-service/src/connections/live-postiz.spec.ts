import type { PostizClient } from '@clipcast/postiz';
import { FLEET, systemRuntime } from '@clipcast/kernel';
import { unknownTraits } from '@clipcast/postiz';
import { LivePostiz } from './live-postiz.ts';

const site = { owner: FLEET, apiUrl: 'https://postiz.example.com' };

describe('calls with the key of their moment', () => {
  let keyName: string;
  let isCountedAlike: boolean;
  let sent: string[];
  let live: LivePostiz;
  beforeEach(() => {
    keyName = 'own 1';
    isCountedAlike = true;
    sent = [];
    const client = {
      listIntegrations: () => Promise.resolve([{ id: 'account' }]),
      listPostsAt: () => Promise.resolve([]),
      deletePost: (id: string) => Promise.resolve(void sent.push(id)),
    } as unknown as PostizClient;
    live = new LivePostiz({
      withClient: (call) => call(client, { site, keyName }),
      isCountedAlike: () => Promise.resolve(isCountedAlike),
      onAccounts: (key, ids) => Promise.resolve(void sent.push(`${key.keyName} shows ${ids.join()}`)),
      traits: () => unknownTraits,
      clock: systemRuntime.clock,
    });
  });
  const changed = { code: 'connection_changed' };

  /** A Postiz takes over a foreign post whose id it is given (Postiz contract, section 3.2). */
  it('never send an id that was learnt with another key', async () => {
    await live.listPostsAt(new Date(0));
    await live.deletePost('seen');
    keyName = 'own 2';
    await expect(live.deletePost('foreign')).rejects.toMatchObject(changed);
    await live.listPostsAt(new Date(0));
    await live.deletePost('seen-again');
    expect(sent).toEqual(['seen', 'seen-again']);
  });

  it('are not made when they would be counted elsewhere than they were allowed', async () => {
    isCountedAlike = false;
    await expect(live.listPostsAt(new Date(0))).rejects.toMatchObject(changed);
    await expect(live.deletePost('foreign')).rejects.toMatchObject(changed);
    expect(sent).toEqual([]);
  });

  it('say whose accounts a key has shown', async () => {
    keyName = 'own 2';
    isCountedAlike = false;
    await live.listIntegrations();
    expect(sent).toEqual(['own 2 shows account']);
  });
});
