import { inEachPhase } from '../testing/every-decision.ts';
import {
  abandoned,
  accepted,
  cancellationRequested,
  cancelled,
  costIncurred,
  decided,
  delayed,
  drafted,
  drafting,
  dropping,
  evidence,
  failed,
  leftAsDraft,
  promoting,
  published,
  requestedFor,
  rescheduled,
  retried,
  T,
  unconfirmed,
} from '../testing/publication-facts.ts';
import type { Wish } from './post.ts';
import { findPost, publication, type PublicationEvent, type PublicationState } from './publication.ts';

const after = (...events: readonly PublicationEvent[]) =>
  findPost(
    events.reduce<PublicationState>(
      (state, event) => publication.evolve(state, event),
      publication.initialState,
    ),
    'a',
  );
const requested = requestedFor('a', 'b');
const toAccepted = [requested, drafting(), drafted(), promoting(), accepted()];
const LATER = '2026-11-23T10:00:00.000Z';
const inPostiz = { publishAt: T, postId: 'post-a' };

describe('a post', () => {
  it('waits for its first attempt', () => {
    expect(after(requested)).toMatchObject({
      phase: 'waiting',
      attempts: 0,
      attemptsMax: 10,
      schedule: 'now',
      connection: { kind: 'own', version: 1 },
      round: 0,
      paid: false,
    });
  });
  it.each<[string, readonly PublicationEvent[], object]>([
    ['drafting', [drafting()], { phase: 'drafting', attempts: 1, publishAt: T, requestHash: 'h' }],
    ['drafted', [drafting(), drafted()], { phase: 'drafted', ...inPostiz }],
    ['left', [drafting(), drafted(), leftAsDraft()], { phase: 'left-as-draft', ...inPostiz }],
    ['promoting', [drafting(), drafted(), promoting()], { phase: 'promoting', ...inPostiz }],
    ['accepted', toAccepted.slice(1), { phase: 'accepted', ...inPostiz }],
    [
      'dropping',
      [...toAccepted.slice(1), dropping('accepted')],
      { phase: 'dropping', from: 'accepted', ...inPostiz },
    ],
    ['abandoned', [drafting(), abandoned()], { phase: 'waiting', attempts: 1 }],
    ['published', [...toAccepted.slice(1), published()], { phase: 'published', ...inPostiz }],
    [
      'unconfirmed',
      [...toAccepted.slice(1), unconfirmed()],
      { phase: 'unconfirmed', ...inPostiz, code: 'c', detail: 'why', evidence, watched: true },
    ],
    ['failed', [failed()], { phase: 'failed', code: 'c', detail: 'why' }],
    ['cancelled', [cancelled()], { phase: 'cancelled' }],
  ])('is %s', (_phase, history, expected) => {
    expect(after(requested, ...history)).toMatchObject(expected);
    expect(after(requested, ...history.map(forB))).toMatchObject({ phase: 'waiting', attempts: 0 });
  });
  it('carries nothing from one phase into another that does not belong there', () => {
    expect(after(...toAccepted, dropping('accepted'), abandoned())).not.toHaveProperty('postId');
    expect(after(...toAccepted, unconfirmed(), published())).not.toHaveProperty('evidence');
  });
  it('is paid for once its cost is on record', () => {
    expect(after(...toAccepted, costIncurred()).paid).toBe(true);
    expect(after(...toAccepted, costIncurred('b')).paid).toBe(false);
  });
});

describe('trouble', () => {
  it('is shown until it is over, or the post goes on', () => {
    const trouble = { code: 'postiz_unreachable', detail: 'down', until: null };
    expect(after(requested, delayed()).trouble).toEqual(trouble);
    expect(
      after(requested, delayed(), { type: 'PostResumed', data: { integrationId: 'a' } }).trouble,
    ).toBeNull();
    expect(after(requested, delayed(), drafting()).trouble).toBeNull();
    expect(after(requested, delayed(), failed()).trouble).toBeNull();
  });
});

describe('a wish', () => {
  it('to cancel stays until it is done or refused', () => {
    const wished = [...toAccepted, cancellationRequested('a')];
    expect(after(...wished).wish).toBe('cancel');
    expect(after(...wished, dropping('accepted'), abandoned()).wish).toBe('cancel');
    expect(after(...wished, dropping('accepted'), accepted()).wish).toBe('cancel');
    expect(after(...wished, dropping('accepted'), abandoned(), cancelled()).wish).toBeNull();
    const refused: PublicationEvent = {
      type: 'PostWithdrawalRefused',
      data: { integrationId: 'a', attempt: 1, detail: 'late' },
    };
    expect(after(...wished, refused)).toMatchObject({ wish: null, phase: 'accepted' });
  });
  it('to move is done once nothing of the post is left', () => {
    expect(after(requested, rescheduled(LATER, 'a'))).toMatchObject({ wish: null, schedule: LATER });
    const wished = [...toAccepted, rescheduled(LATER, 'a')];
    expect(after(...wished)).toMatchObject({ wish: 'move', schedule: LATER, phase: 'accepted' });
    expect(after(...wished, dropping('accepted'), abandoned()).wish).toBeNull();
  });
  it('to move that came too late leaves it the instant that it has', () => {
    const refused: PublicationEvent = {
      type: 'PostWithdrawalRefused',
      data: { integrationId: 'a', attempt: 1, detail: 'late' },
    };
    expect(after(...toAccepted, rescheduled('draft', 'a'), refused)).toMatchObject({
      wish: null,
      schedule: T,
    });
  });
  it('to move does not bring back what was cancelled', () => {
    expect(after(requested, cancellationRequested('a'), rescheduled(LATER, 'a')).wish).toBe('cancel');
  });
  it.each<[Wish, PublicationEvent]>([
    ['again', decided('publish_again')],
    ['give-up', decided('give_up')],
  ])('%s is a decision about an unknown end', (wish, decision) => {
    expect(after(...toAccepted, unconfirmed(), decision)).toMatchObject({ wish, phase: 'unconfirmed' });
  });
  it('that it was published needs nothing more to be done', () => {
    expect(after(...toAccepted, unconfirmed(), decided('published')).wish).toBeNull();
  });
  it.each([published(), unconfirmed(), failed(), cancelled(), leftAsDraft()])('ends with $type', (end) => {
    expect(after(...toAccepted, cancellationRequested('a'), end).wish).toBeNull();
  });
});

describe('a round', () => {
  const paid = [...toAccepted, unconfirmed(), costIncurred()];
  it('begins once nothing is left of the one that a person wants published again', () => {
    const again = [...paid, decided('publish_again'), dropping('unconfirmed')];
    expect(after(...again)).toMatchObject({ round: 0, paid: true, wish: 'again' });
    expect(after(...again, abandoned())).toMatchObject({
      phase: 'waiting',
      round: 1,
      paid: false,
      wish: null,
      schedule: 'now',
      attempts: 1,
      attemptsMax: 11,
    });
  });
  it('goes on when what was to be published again turns out to be published', () => {
    expect(after(...paid, decided('publish_again'), dropping('unconfirmed'), published())).toMatchObject({
      phase: 'published',
      round: 0,
      paid: true,
    });
  });
  it('begins with a retry of what was paid for, because it may be out there', () => {
    const givenUp = [...paid, decided('give_up'), dropping('unconfirmed'), abandoned(), failed()];
    expect(after(...givenUp, retried('a'))).toMatchObject({ phase: 'waiting', round: 1, paid: false });
  });
  it('goes on with a retry of what was never sent, through the connection of now', () => {
    expect(after(requested, drafting(), failed(), retried('a'))).toMatchObject({
      phase: 'waiting',
      round: 0,
      attempts: 1,
      attemptsMax: 11,
      connection: { kind: 'own', version: 2 },
    });
  });
});

it('a watch ends only where there is one', () => {
  const ended: PublicationEvent = { type: 'PostWatchEnded', data: { integrationId: 'a' } };
  expect(after(...toAccepted, unconfirmed(), ended)).toMatchObject({ phase: 'unconfirmed', watched: false });
  expect(after(...toAccepted, published(), ended)).toEqual(after(...toAccepted, published()));
});

it('a publication that nobody requested stays unknown', () => {
  expect(publication.evolve(publication.initialState, drafting())).toEqual({ status: 'unknown' });
  expect(Object.keys(inEachPhase())).toHaveLength(11);
});

/** The same about the other integration, which must not touch this one. */
const forB = (event: PublicationEvent): PublicationEvent =>
  ({ ...event, data: { ...event.data, integrationId: 'b' } }) as PublicationEvent;

describe('facts of an earlier release', () => {
  it('that do not say from which phase a post was dropped take the phase it was in', () => {
    const before = {
      type: 'PostDropIntended' as const,
      data: { integrationId: 'a', attempt: 1, postId: 'post-a' },
    };
    expect(after(requestedFor('a'), drafting(), drafted(), before)).toMatchObject({ from: 'drafted' });
    expect(after(requestedFor('a'), drafting(), drafted(), promoting(), before)).toMatchObject({
      from: 'promoting',
    });
  });
});

describe('the number of attempts', () => {
  it('does not count one whose instant passed while the hourly limit was used up', () => {
    const limited = after(requestedFor('a'), drafting(), delayed('postiz_rate_limited'), abandoned());
    const late = after(requestedFor('a'), drafting(), abandoned());
    expect([limited.attemptsMax, late.attemptsMax]).toEqual([11, 10]);
  });
  it('begins anew with every wish to move: a post that is moved often is not given up for it', () => {
    const moved = after(
      requestedFor('a'),
      drafting(),
      drafted(),
      rescheduled('2026-12-01T10:00:00.000Z', 'a'),
    );
    expect(moved.attemptsMax - moved.attempts).toBe(10);
  });
});
