import { PostizCallError, type Integration, type ListedPost, type PostState } from '@clipcast/postiz';
import { keyRefused, postInHand } from '../../testing/post-in-hand.ts';
import {
  accepted,
  cancellationRequested,
  costIncurred,
  decided,
  drafted,
  drafting,
  dropping,
  promoting,
  requestedFor,
  T,
  unconfirmed,
} from '../../testing/publication-facts.ts';

const HOUR_MS = 3_600_000;
const after = (ms: number) => new Date(Date.parse(T) + ms).toISOString();
const toAccepted = [requestedFor('a'), drafting(), drafted(), promoting(), accepted()];
const cancelling = [...toAccepted, cancellationRequested('a'), dropping('accepted')];
const inDoubt = [...toAccepted, unconfirmed(), costIncurred()];
const givingUp = [...inDoubt, decided('give_up'), dropping('unconfirmed')];

const listed = (state: PostState) => (): Promise<ListedPost[]> =>
  Promise.resolve([
    {
      id: 'post-a',
      integrationId: 'a',
      provider: 'mastodon',
      content: 'Hi',
      publishDate: new Date(T),
      state,
      releaseURL: null,
      releaseId: null,
      settings: null,
    },
  ]);
const accounts =
  (...ids: string[]) =>
  (): Promise<Integration[]> =>
    Promise.resolve(
      ids.map((id) => ({
        id,
        name: id,
        identifier: 'mastodon',
        picture: null,
        disabled: false,
        profile: null,
      })),
    );
const absent = () => Promise.resolve([]);
const why = { code: 'postiz_key_invalid', detail: 'Postiz refuses the key.' };

describe('a post that is taken back while Postiz shows it in a state that nobody knows', () => {
  it('is left alone for half an hour after its instant', async () => {
    for (const now of [after(-HOUR_MS), after(29 * 60_000)]) {
      const hand = postInHand(cancelling, now, { listPostsAt: listed('OTHER') });
      expect(await hand.step()).toBeGreaterThan(0);
      expect(hand.facts).toEqual([]);
    }
  });
  it('is for a person to look at after that, with what is seen', async () => {
    const hand = postInHand(cancelling, after(31 * 60_000), { listPostsAt: listed('OTHER') });
    await hand.step();
    expect(hand.post()).toMatchObject({
      phase: 'unconfirmed',
      code: 'post_state_unknown',
      evidence: { seen: 'OTHER' },
      wish: null,
    });
    expect(hand.types()).toEqual(['PostUnconfirmed', 'CostIncurred']);
  });
});

describe('a post that is not where it was left', () => {
  const now = after(-HOUR_MS);
  it('is gone when its account is there, and Postiz does not have it to delete either', async () => {
    const hand = postInHand(cancelling, now, {
      listPostsAt: absent,
      listIntegrations: accounts('a'),
      deletePost: () =>
        Promise.reject(new PostizCallError('unknown', 'postiz_server_error', '', { status: 500 })),
    });
    await hand.step();
    await hand.step();
    expect(hand.post()).toMatchObject({ phase: 'cancelled' });
  });
  /** By now the key may be another organisation's, where there is no such post, and never was. */
  it('is not believed to be gone when its account is not to be seen either', async () => {
    const hand = postInHand(cancelling, now, {
      listPostsAt: absent,
      listIntegrations: accounts('of-another-organisation'),
    });
    await hand.step();
    expect(hand.post()).toMatchObject({ phase: 'unconfirmed', code: 'withdrawal_unconfirmed' });
  });
});

describe('a post that was given up while Postiz cannot be asked', () => {
  it('stays to be taken out as long as it may go out by itself, and that is said', async () => {
    const hand = postInHand(givingUp, after(HOUR_MS));
    expect(await hand.giveUp(why)).toBeGreaterThan(0);
    expect(hand.types()).toEqual(['PostDelayed']);
    expect(hand.post()).toMatchObject({ phase: 'dropping', wish: 'give-up' });
    expect(hand.post().trouble?.detail).toContain('may still be published');
    // Said once, however often it is tried.
    await hand.giveUp(why);
    expect(hand.facts).toHaveLength(1);
  });
  it('is taken out as soon as Postiz can be asked again', async () => {
    const deleted: string[] = [];
    const hand = postInHand(givingUp, after(30 * HOUR_MS), {
      listPostsAt: listed('QUEUE'),
      deletePost: (id) => Promise.resolve(void deleted.push(id)),
    });
    await hand.step();
    await hand.step();
    expect(deleted).toEqual(['post-a']);
    expect(hand.post()).toMatchObject({ phase: 'failed', code: 'given_up' });
  });
  it('ends once Postiz would not publish it by itself any more', async () => {
    const hand = postInHand(givingUp, after(51 * HOUR_MS));
    await hand.giveUp(why);
    await hand.step();
    expect(hand.post()).toMatchObject({ phase: 'failed', code: 'given_up' });
  });
});

describe('a post whose end is unknown while Postiz cannot be asked', () => {
  it('is looked for as long as it may appear', async () => {
    const hand = postInHand(inDoubt, after(HOUR_MS), { listPostsAt: keyRefused });
    await expect(hand.step()).rejects.toMatchObject({ code: 'postiz_key_invalid' });
    expect(await hand.giveUp(why)).toBeGreaterThan(0);
    expect(hand.post()).toMatchObject({ watched: true });
    const late = postInHand(inDoubt, after(51 * HOUR_MS));
    await late.giveUp(why);
    expect(late.post()).toMatchObject({ watched: false });
  });
});
