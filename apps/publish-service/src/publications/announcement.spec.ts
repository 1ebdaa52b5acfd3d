import { inEachPhase, stateOf } from '../testing/every-decision.ts';
import { cancelled, failed, publicationAccepted, publicationFailed } from '../testing/publication-facts.ts';
import { announce } from './announcement.ts';
import type { Phase, Post } from './post.ts';
import type { Announcement, PublicationEvent } from './publication.ts';

const of = (phase: Phase, integrationId: string): Post => {
  const post = inEachPhase()[phase];
  return { ...post, integration: { ...post.integration, integrationId } };
};
const news = (phases: readonly Phase[], announced: Announcement['type'] | null = null) => {
  const posts = phases.map((phase, index) => of(phase, 'abc'.charAt(index)));
  return announce({ ...stateOf(...posts), announced }, []).map(({ type }) => type);
};

describe('what others are told of a publication', () => {
  it.each<[readonly Phase[], string | null]>([
    [['accepted'], 'PublicationAccepted'],
    [['published'], 'PublicationAccepted'],
    [['left-as-draft'], 'PublicationAccepted'],
    [['failed'], 'PublicationFailed'],
    [['cancelled'], 'PublicationCancelled'],
    [['unconfirmed'], null],
    [['failed', 'cancelled'], 'PublicationFailed'],
    [['cancelled', 'failed'], 'PublicationFailed'],
    [['accepted', 'failed'], 'PublicationAccepted'],
    [['accepted', 'cancelled', 'unconfirmed'], 'PublicationAccepted'],
    [['unconfirmed', 'failed'], null],
    [['unconfirmed', 'cancelled'], null],
    [['cancelled', 'cancelled'], 'PublicationCancelled'],
    [['published', 'waiting'], null],
    [['failed', 'drafting'], null],
    [['failed', 'drafted'], null],
    [['failed', 'promoting'], null],
    [['failed', 'dropping'], null],
  ])('whose posts are %s: %s', (phases, told) => {
    expect(news(phases)).toEqual(told === null ? [] : [told]);
  });
  it('is told once', () => {
    expect(news(['accepted'], 'PublicationAccepted')).toEqual([]);
    expect(news(['published', 'cancelled'], 'PublicationAccepted')).toEqual([]);
  });
  it.each<[readonly Phase[], string]>([
    [['cancelled'], 'PublicationCancelled'],
    [['cancelled', 'failed'], 'PublicationFailed'],
  ])('is told anew when what was accepted is %s afterwards: %s', (phases, told) => {
    expect(news(phases, 'PublicationAccepted')).toEqual([told]);
  });
  it('names the posts in Postiz, and of those that failed the first reason', () => {
    const state = { ...stateOf(of('accepted', 'a'), of('waiting', 'b')), announced: null };
    expect(announce(state, [failed('b')])).toEqual([failed('b'), publicationAccepted('a')]);
    const hopeless = { ...stateOf(of('failed', 'a'), of('waiting', 'b')), announced: null };
    expect(announce(hopeless, [failed('b', 'other')])).toEqual([
      failed('b', 'other'),
      publicationFailed('why', 'a', 'b'),
    ]);
  });
  it('follows from what is decided in the same breath', () => {
    const events: PublicationEvent[] = [cancelled('a')];
    const after = announce({ ...stateOf(of('waiting', 'a')), announced: null }, events);
    expect(after.map(({ type }) => type)).toEqual(['PostCancelled', 'PublicationCancelled']);
  });
});
