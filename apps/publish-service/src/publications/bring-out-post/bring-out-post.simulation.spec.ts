import { simulationConfig } from './testing/config.ts';
import { simulate, type SimulationResult } from './testing/simulation.ts';

/**
 * The real workers and decisions in worlds that are made up from a number: every clock, timer, id and chance is a port, so a
 * world is gone through in milliseconds, and the same number leads to the same end. The assumption: a message is under way,
 * and a list is behind, for at most the safety margin of the lead (instants.ts).
 */
const { firstSeed, seeds, isReplay } = simulationConfig();
const TIMEOUT_MS = 1_200_000;

/** What must happen in some world, or the worlds are too kind. */
const SOMETIMES = [
  'a replica died',
  'a replica was frozen',
  'a replica was refused, because another one had gone on',
  'a decision was made again after a conflict',
  'a clock jumped',
  'a call was carried out after it had been given up',
  'a promotion was held up until it was too late to send it',
  'an answer was lost',
  'a list lagged or left something out',
  'more than one post stood at an instant',
  'the database did not answer',
  'the hourly limit was used up',
  'the key was refused for a while',
  'publishing was paused',
  'somebody moved a post in Postiz',
  'somebody deleted a post in Postiz',
  'somebody scheduled a draft in Postiz',
  'somebody turned a post back into a draft in Postiz',
  'PostDrafted, adopted',
  'PostDropIntended from drafted',
  'PostDropIntended from promoting',
  'PostDropIntended from accepted',
  'PostDropIntended from unconfirmed',
  'PostWithdrawalRefused',
  'PostUnconfirmed: post_stuck',
  'PostUnconfirmed: post_disappeared',
  'PostUnconfirmed: postiz_reports_error',
  'PostUnconfirmed: postiz_key_invalid',
  'PostUnconfirmed: post_withdrawn',
  'PostUnconfirmed: withdrawal_unconfirmed',
  'PostWatchEnded',
  'PostFailed: given_up',
  'PostFailed: postiz_key_invalid',
  'PublicationRetried',
  'UnconfirmedPostDecided: published',
  'UnconfirmedPostDecided: publish_again',
  'ended: published',
  'ended: unconfirmed',
  'ended: failed',
  'ended: cancelled',
  'ended: left-as-draft',
];

describe('a post, in worlds where everything goes wrong', () => {
  const seen = new Map<string, number>();
  const stackTraceLimit = Error.stackTraceLimit;
  beforeAll(() => (Error.stackTraceLimit = isReplay ? stackTraceLimit : 0));
  afterAll(() => (Error.stackTraceLimit = stackTraceLimit));

  it(
    'is published once a round, or ends with a reason, and then nothing of it is left in the queue',
    async () => {
      for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
        const result = await simulate(seed);
        if (result.violations.length > 0 || isReplay) throw new Error(await story(seed, result));
        for (const what of result.seen) seen.set(what, (seen.get(what) ?? 0) + 1);
      }
    },
    TIMEOUT_MS,
  );

  it('meets everything that can go wrong', () => {
    if (isReplay || seeds < 2_000) return;
    expect(SOMETIMES.filter((what) => !seen.has(what))).toEqual([]);
  });

  it('goes the same way from the same seed', async () => {
    for (const seed of [3, 1_413, 2_050]) {
      const [first, second] = [await traceOf(seed), await traceOf(seed)];
      expect(first.length).toBeGreaterThan(5);
      expect(second).toEqual(first);
    }
  });
});

async function traceOf(seed: number): Promise<string[]> {
  const lines: string[] = [];
  await simulate(seed, (line) => lines.push(line));
  return lines;
}

async function story(seed: number, { violations }: SimulationResult): Promise<string> {
  return [
    `In the world of seed ${seed}: ${violations.join('; ') || 'nothing was wrong'}.`,
    `Replay: CLIPCAST_SIMULATION_SEED=${seed} npm test -- bring-out-post.simulation`,
    ...(await traceOf(seed)),
  ].join('\n');
}
