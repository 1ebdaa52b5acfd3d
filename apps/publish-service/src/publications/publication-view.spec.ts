import { postIn } from '../testing/a-post.ts';
import { inEachPhase, stateOf } from '../testing/every-decision.ts';
import { T } from '../testing/publication-facts.ts';
import type { Phase, Wish } from './post.ts';
import { publicationView } from './publication-view.ts';
import { TraceLinks } from './trace-links.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const BEFORE = new Date(Date.parse(T) - 60_000);
const AFTER = new Date(Date.parse(T) + 1_000);

const shown = (phase: Phase, now: Date, wish: Wish | null = null) =>
  publicationView(stateOf(inEachPhase(wish)[phase]), { now, traceId: null, traceUrl: null }).integrations[0];

describe('what a person can do about a post', () => {
  const change = ['cancel', 'reschedule'];
  it.each<[Phase, string[], string[]]>([
    ['waiting', change, change],
    ['drafting', change, change],
    ['drafted', change, change],
    ['promoting', change, change],
    ['dropping', change, change],
    ['accepted', change, []],
    ['published', [], []],
    ['unconfirmed', ['published', 'publish_again', 'give_up'], ['published', 'publish_again', 'give_up']],
    ['failed', ['retry'], ['retry']],
    ['left-as-draft', [], []],
    ['cancelled', [], []],
  ])('that is %s: %j before its instant, %j after it', (phase, before, after) => {
    expect(shown(phase, BEFORE)?.options).toEqual(before);
    expect(shown(phase, AFTER)?.options).toEqual(after);
  });
  it('leaves out what would be refused because of an earlier wish', () => {
    expect(shown('accepted', BEFORE, 'move')?.options).toEqual(change);
    for (const wish of ['cancel', 'again', 'give-up'] as const)
      expect(shown('accepted', BEFORE, wish)?.options).toEqual([]);
  });
});

it('a reason tells only an end that is ahead', () => {
  const trouble = { code: 'postiz_shows_error', detail: 'd', until: T };
  const post = postIn('accepted', { publishAt: T, postId: 'p' }, { trouble });
  const reasonAt = (now: Date) =>
    publicationView(stateOf(post), { now, traceId: null, traceUrl: null }).integrations[0]?.reason;
  expect(reasonAt(BEFORE)).toEqual(trouble);
  expect(reasonAt(AFTER)).toEqual({ ...trouble, until: null });
});

describe('the link to a trace', () => {
  it('has its id wherever the operator wants it', () => {
    expect(new TraceLinks('https://t/{traceId}?q=%7BtraceId%7D').urlOf(TRACE)).toBe(
      `https://t/${TRACE}?q=${TRACE}`,
    );
  });
  it('is missing where there is no trace, or nowhere to look at it', () => {
    expect(new TraceLinks('https://t/{traceId}').urlOf(null)).toBeNull();
    expect(new TraceLinks(undefined).urlOf(TRACE)).toBeNull();
  });
});
