import { postIn } from '../testing/a-post.ts';
import { inEachPhase } from '../testing/every-decision.ts';
import { T } from '../testing/publication-facts.ts';
import type { Phase } from './post.ts';
import { whatNext } from './what-next.ts';

const NOW = new Date('2026-11-22T08:00:00.000Z');
const DATE = '2026-11-25T10:00:00.000Z';
const phases = inEachPhase();

describe('what happens next by itself', () => {
  it.each<[Phase, string | null, string | null]>([
    ['waiting', 'It is created in Postiz as a draft.', null],
    ['drafting', 'It is found out whether the draft is in Postiz.', null],
    ['drafted', 'The draft is scheduled in Postiz.', '2026-11-22T09:00:04.123Z'],
    ['promoting', 'It is found out whether Postiz has scheduled it.', null],
    ['dropping', 'It is taken out of Postiz.', null],
    ['accepted', 'Postiz publishes it at its instant; from then on it is looked for until it is seen.', T],
    ['published', null, null],
    ['failed', null, null],
    ['left-as-draft', null, null],
    ['cancelled', null, null],
  ])('to a post that is %s', (phase, what, at) => {
    expect(whatNext(phases[phase], NOW)).toEqual(what === null ? null : { what, at });
  });
  it('is never told with an instant that has passed', () => {
    const after = new Date(Date.parse(T) + 1_000);
    expect(whatNext(phases.drafted, after)).toEqual({ what: 'The draft is scheduled in Postiz.', at: null });
    expect(whatNext(phases.accepted, after)).toEqual({
      what: 'Its instant has come: Postiz is looked at until it shows the post as published.',
      at: null,
    });
    const trouble = { code: 'postiz_rate_limited', detail: 'd', until: T };
    expect(whatNext({ ...phases.waiting, trouble }, after)?.at).toBeNull();
  });
  it('while an ERROR is waited out is that it is looked at until then', () => {
    const trouble = { code: 'postiz_shows_error', detail: 'd', until: DATE };
    expect(whatNext({ ...phases.accepted, trouble }, new Date(Date.parse(T) + 1_000))).toEqual({
      what: expect.stringMatching(/^Postiz is looked at until then/) as string,
      at: DATE,
    });
  });
  it('to a post with a date begins a day before', () => {
    expect(whatNext({ ...phases.waiting, schedule: DATE }, NOW)?.at).toBe('2026-11-24T10:00:00.000Z');
  });
  it('to a draft that was asked for is that it is left', () => {
    expect(whatNext({ ...phases.drafted, schedule: 'draft' }, NOW)?.what).toBe('It is left as a draft.');
  });
  it('to a post whose end is unknown is up to a person, also once nobody watches any more', () => {
    const unconfirmed = { publishAt: T, postId: 'p', code: 'c', detail: 'd', evidence: null };
    expect(whatNext(postIn('unconfirmed', { ...unconfirmed, watched: true }), NOW)?.what).toMatch(
      /^A person decides. Mean/,
    );
    expect(whatNext(postIn('unconfirmed', { ...unconfirmed, watched: false }), NOW)?.what).toBe(
      'A person decides.',
    );
  });
  it.each(['cancel', 'move', 'again', 'give-up'] as const)(
    'with the wish to %s is to take it out first',
    (wish) => {
      expect(whatNext(inEachPhase(wish).accepted, NOW)?.what).toMatch(/taken out of Postiz/);
      expect(whatNext(inEachPhase(wish).waiting, NOW)?.what).toBe('It is created in Postiz as a draft.');
    },
  );
  it('while something is in the way is another try, once it is known when', () => {
    const trouble = { code: 'postiz_rate_limited', detail: 'd', until: DATE };
    expect(whatNext({ ...phases.waiting, trouble }, NOW)).toEqual({
      what: 'It is tried again.',
      at: DATE,
    });
    expect(whatNext({ ...phases.waiting, trouble: { ...trouble, until: null } }, NOW)?.what).toMatch(
      /created/,
    );
  });
});
