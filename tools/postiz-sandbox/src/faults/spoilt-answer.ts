import type { Answer } from '../http/answer.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { faultAnswer } from './fault-answer.ts';
import type { RequestFault } from './fault.ts';
import { cutBody, gzipBomb, padded, trickle } from './long-answers.ts';
import { listUnderFault } from './spoilt-list.ts';
import { withOtherIds } from './other-ids.ts';

const HUGE_BYTES = 50_000_000;
const BOMB_BYTES = 1_000_000_000;
const TRICKLE_MS = 1_000;

type Spoil = (answer: Answer, fault: RequestFault, context: SandboxContext, organisation: string) => Answer;

/** What each kind makes of the answer that Postiz gives; kinds that are not here leave it as it is. */
const SPOILS: Partial<Record<RequestFault['kind'], Spoil>> = {
  status: (_answer, fault, context) => faultAnswer(fault, context.publicUrl()),
  html: (_answer, { status = 200 }) => ({ status, body: PAGE, headers: { 'Content-Type': 'text/html' } }),
  empty: ({ status }) => ({ status }),
  truncated: (answer) => {
    const text = JSON.stringify(answer.body);
    return asJson(answer, text.slice(0, Math.ceil(text.length / 2)));
  },
  'cut-body': (answer, _fault, context) => cutBody(answer, context),
  huge: (answer, { bytes = HUGE_BYTES }) => padded(answer, bytes),
  trickle: (answer, { delayMs = TRICKLE_MS }, context) => trickle(answer, delayMs, context),
  'gzip-bomb': (answer, { bytes = BOMB_BYTES }) => gzipBomb(answer, bytes),
  'wrong-id': (answer, _fault, { runtime }) => withOtherIds(answer, () => runtime.ids.next()),
  'foreign-id': (answer, _fault, context, organisation) =>
    withOtherIds(answer, () => foreignPost(context, organisation) ?? context.runtime.ids.next()),
  lag: (answer, fault, context) => listUnderFault(context, fault, answer),
  stale: (answer, fault, context) => listUnderFault(context, fault, answer),
  omit: (answer, fault, context) => listUnderFault(context, fault, answer),
  repeat: (answer, fault, context) => listUnderFault(context, fault, answer),
};

/** The answer as the client gets it under a fault, made from the one that Postiz gives. */
export function spoiltAnswer(
  context: SandboxContext,
  organisation: string,
  fault: RequestFault | undefined,
  answer: Answer,
): Answer {
  const spoil = fault && SPOILS[fault.kind];
  return spoil ? spoil(answer, fault, context, organisation) : answer;
}

const PAGE = '<!doctype html><html><body><h1>We will be right back</h1></body></html>\n';

const asJson = ({ status, headers }: Answer, body: unknown): Answer => ({
  status,
  body,
  headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8' },
});

/** The newest post of somebody else, if there is one. */
const foreignPost = ({ store }: SandboxContext, organisation: string): string | undefined =>
  [...store.state.posts.values()].findLast((post) => post.organisation !== organisation)?.id;
