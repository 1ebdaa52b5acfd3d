import { jest } from '@jest/globals';
import { clockRun, type ClockOutcome, type ClockTrial } from './testing/clock-run.ts';

jest.setTimeout(15 * 60_000);

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WRONG_FOR_MS = 8_000;

const lost = (operation: string) => [
  { operation, kind: 'drop-after', times: 1 },
  { operation: 'list', kind: 'status', status: 500, times: 4 },
];
const moments: readonly ClockTrial[] = [
  { name: 'a post that was accepted', faults: [], until: 'PostAccepted' },
  { name: 'a post in doubt about its draft', faults: lost('create'), until: 'PostDraftIntended' },
  { name: 'a post in doubt about its promotion', faults: lost('status'), until: 'PostPromotionIntended' },
];
const stuck: ClockTrial = {
  name: 'a post that Postiz has forgotten',
  faults: [{ operation: 'publish', kind: 'stuck' }],
  until: 'PostAccepted',
};
const jumps = [
  { jump: '5 minutes ahead', offsetMs: 5 * MINUTE_MS },
  { jump: '5 minutes behind', offsetMs: -5 * MINUTE_MS },
  { jump: '40 days ahead', offsetMs: 40 * DAY_MS },
  { jump: '40 days behind', offsetMs: -40 * DAY_MS },
];

/** A wrong clock may make us ask a person too early; it never makes us publish twice, or give up what may still appear. */
describe('while the clock of publish-service is', () => {
  let outcomes: readonly (readonly ClockOutcome[])[];
  beforeAll(async () => {
    outcomes = await Promise.all(
      jumps.map(({ offsetMs }) => clockRun(moments, { offsetMs, forMs: WRONG_FOR_MS })),
    );
  });

  it.each(jumps.flatMap(({ jump }, at) => moments.map(({ name }, index) => ({ jump, name, index, at }))))(
    '$jump, $name comes to an end that the judge confirms',
    ({ at, index }) => {
      const outcome = outcomes[at]?.[index];
      expect(outcome?.faults).toEqual([]);
      expect(['published', 'unconfirmed']).toContain(outcome?.status);
    },
  );
});

const revoked: readonly ClockTrial[] = [
  {
    name: 'a post whose key is revoked while its promotion is in doubt',
    faults: lost('status'),
    until: 'PostPromotionIntended',
    act: (world, { organisation }) => world.giveKey(organisation, null),
  },
  {
    name: 'a post whose key is revoked once it is accepted',
    faults: [],
    until: 'PostAccepted',
    act: (world, { organisation }) => world.giveKey(organisation, null),
  },
];

describe('what nobody can see the end of is left to a person, and not sent again:', () => {
  it('a post that stays in the queue for half an hour', async () => {
    const [outcome] = await clockRun([stuck], { offsetMs: 35 * MINUTE_MS });
    expect(outcome).toEqual({ status: 'unconfirmed', reason: 'post_stuck', faults: [] });
  });

  it('posts whose key stays refused for minutes after their instants', async () => {
    const outcomes = await clockRun(revoked, { offsetMs: 10 * MINUTE_MS });
    const left = { status: 'unconfirmed', reason: 'postiz_key_invalid', faults: [] };
    expect(outcomes).toEqual([left, left]);
  });
});
