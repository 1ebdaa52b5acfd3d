import { jest } from '@jest/globals';
import { plantedLedger, type PlantedFact } from './testing/planted-ledger.ts';
import { runVerify } from './verify.ts';

jest.setTimeout(60_000);

const month = '2026-03';
const quota: PlantedFact = {
  type: 'QuotaApplied',
  data: { month, limitUsd: '10.000000', enforcement: 'hard' },
};
const LATER = '2999-01-01T00:00:00Z';
const LONG_AGO = '2020-01-01T00:00:00Z';

const cost = (id: string, amountUsd: string, spentUsd: string, more: object = {}): PlantedFact => ({
  type: 'CostRecorded',
  data: {
    month,
    costId: id,
    amountUsd,
    spentUsd,
    reservedUsd: '0.000000',
    limitUsd: '10.000000',
    quantity: '1',
    incurredAt: '2026-03-31T23:59:59.999Z',
    price: null,
    corrects: null,
    appliesTo: null,
    reservationId: null,
    ...more,
  },
});
const hold = (type: string, id: string, more: object): PlantedFact => ({
  type: `Reservation${type}`,
  data: {
    month,
    reservationId: id,
    spentUsd: '0.000000',
    reservedUsd: '0.000000',
    limitUsd: '10.000000',
    ...more,
  },
});
const opened = (id: string, amountUsd: string, reservedUsd: string, more: object = {}): PlantedFact =>
  hold('Opened', id, { amountUsd, reservedUsd, expiresAt: LATER, ...more });
const settled = (id: string, heldUsd: string, amountUsd: string, more: object = {}): PlantedFact =>
  hold('Settled', id, {
    heldUsd,
    amountUsd,
    spentUsd: amountUsd,
    overrunUsd: '0.000000',
    costId: `c-${id}`,
    ...more,
  });
const released = (id: string, heldUsd: string, more: object = {}): PlantedFact =>
  hold('Released', id, { heldUsd, ...more });
const price = { unitPriceUsd: '0.30', per: '1000000', book: 'fleet', version: 1 };

/** Everything that may happen, as it should be. */
const sound: readonly PlantedFact[] = [
  quota,
  opened('a', '2.000000', '2.000000'),
  opened('b', '8.000000', '10.000000', { expiresAt: null }),
  settled('a', '2.000000', '1.500000', { reservedUsd: '8.000000' }),
  cost('c-a', '1.500000', '1.500000', { reservedUsd: '8.000000', reservationId: 'a' }),
  released('b', '8.000000', { spentUsd: '1.500000' }),
  cost('c1', '0.036000', '1.536000', { quantity: '120000', price }),
  cost('c2', '-0.036000', '1.500000', { corrects: 'c1' }),
  cost('c3', '1.000000', '2.500000', { incurredAt: '2026-02-01T00:00:00Z', appliesTo: '2026-02' }),
];

const verify = async (facts: readonly PlantedFact[], spoil?: string) => {
  const ledger = await plantedLedger(facts);
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  try {
    if (spoil) await ledger.client.query(spoil);
    const code = await runVerify(['ledger'], { databaseUrl: () => ledger.url, say, complain: say });
    return { code, text: lines.join('\n') };
  } finally {
    await ledger.close();
  }
};

const KEY = { accessKeyId: 'key_1' };
const cap = (monthlyLimitUsd: string, recordedAt = new Date(LONG_AGO)): PlantedFact => ({
  type: 'SpendCapSet',
  data: { ...KEY, monthlyLimitUsd },
  recordedAt,
  streamType: 'spend-caps',
});
/** An hour before it expires, or after. */
const NINE = new Date('2026-03-15T09:00:00Z');
const ELEVEN = new Date('2026-03-15T11:00:00Z');
const untilTen = { expiresAt: '2026-03-15T10:00:00Z' };
const expired = (id: string, heldUsd: string, reservedUsd: string): PlantedFact =>
  hold('Expired', id, { heldUsd, reservedUsd });

it('takes for granted only room whose end is in the log before it', async () => {
  const [first, second] = [
    { ...opened('a', '6.000000', '6.000000', { ...untilTen, ...KEY }), recordedAt: NINE },
    { ...opened('b', '6.000000', '6.000000', { expiresAt: null, ...KEY }), recordedAt: ELEVEN },
  ];
  const end = { ...expired('a', '6.000000', '0.000000'), recordedAt: ELEVEN };
  const noted = [quota, cap('6.000000'), first, end, second, released('b', '6.000000')];
  expect((await verify(noted)).text).toContain('Every rule holds.');
  const overdue = opened('b', '6.000000', '12.000000', { expiresAt: null, ...KEY });
  const rest = [expired('a', '6.000000', '6.000000'), released('b', '6.000000')];
  const late = [quota, cap('6.000000'), first, { ...overdue, recordedAt: ELEVEN }, ...rest];
  expect((await verify(late)).text).toContain('BROKEN: no limit is exceeded by a grant');
});

it('holds a grant to none of the caps that came a moment before it', async () => {
  const grant = { ...opened('a', '2.000000', '2.000000', KEY), recordedAt: ELEVEN };
  const lowered = (at: string) => [
    quota,
    cap('2.000000'),
    cap('1.000000', new Date(at)),
    grant,
    released('a', '2.000000'),
  ];
  expect((await verify(lowered('2026-03-15T10:59:59Z'))).text).toContain('Every rule holds.');
  expect((await verify(lowered('2026-03-15T10:58:59Z'))).text).toContain('BROKEN: no cap');
});

it('finds nothing where there is nothing', async () => {
  const { code, text } = await verify(sound);
  expect(text).toBe('9 facts of 1 budgets: 4 cost entries and 2 reservations. Every rule holds.');
  expect(code).toBe(0);
});

interface Corruption {
  readonly rule: string;
  readonly facts: readonly PlantedFact[];
  /** What is done to the read models or to the head of the log afterwards. */
  readonly spoil?: string;
}

const corruptions: readonly Corruption[] = (<readonly (readonly [string, readonly PlantedFact[], string?])[]>[
  ['no limit is exceeded by a grant', [quota, opened('a', '10.000001', '10.000001')]],
  ['no cap is exceeded by a grant', [quota, cap('1.000000'), opened('a', '1.000001', '1.000001', KEY)]],
  [
    'no cap is exceeded by a grant',
    [
      quota,
      cap('1.000000'),
      cost('c1', '0.400000', '0.400000', KEY),
      opened('a', '0.600001', '0.600001', { spentUsd: '0.400000', ...KEY }),
    ],
  ],
  [
    'a reservation ends at most once',
    [quota, opened('a', '1.000000', '1.000000'), released('a', '1.000000'), released('a', '1.000000')],
  ],
  ['a reservation ends at most once', [quota, released('never', '1.000000')]],
  [
    'a reservation is opened once',
    [quota, opened('a', '1.000000', '1.000000'), opened('a', '1.000000', '2.000000')],
  ],
  ['what is freed was held', [quota, opened('a', '1.000000', '1.000000'), released('a', '2.000000')]],
  [
    'a settlement has its entry',
    [
      quota,
      opened('a', '1.000000', '1.000000'),
      settled('a', '1.000000', '1.000000'),
      cost('other', '1.000000', '1.000000'),
    ],
  ],
  [
    'a settlement has its entry',
    [
      quota,
      opened('a', '1.000000', '1.000000'),
      settled('a', '1.000000', '1.000000'),
      opened('b', '1.000000', '1.000000'),
    ],
  ],
  ['an overrun is told', [quota, opened('a', '1.000000', '1.000000'), settled('a', '1.000000', '1.500000')]],
  [
    'an expired reservation is not made hard',
    [quota, opened('a', '1.000000', '1.000000', { expiresAt: LONG_AGO }), hold('Hardened', 'a', {})],
  ],
  [
    'an expired reservation is not settled',
    [
      quota,
      opened('a', '1.000000', '1.000000', { expiresAt: LONG_AGO }),
      settled('a', '1.000000', '1.000000'),
    ],
  ],
  [
    'no reservation expires early',
    [quota, opened('a', '1.000000', '1.000000'), hold('Expired', 'a', { heldUsd: '1.000000' })],
  ],
  [
    'a hard reservation does not expire',
    [
      quota,
      opened('a', '1.000000', '1.000000', { expiresAt: null }),
      hold('Expired', 'a', { heldUsd: '1.000000' }),
    ],
  ],
  [
    'every cost is counted once',
    [quota, cost('c1', '1.000000', '1.000000'), cost('c1', '1.000000', '2.000000')],
  ],
  ['sums equal balances', [quota, cost('c1', '1.000000', '1.000001')]],
  ['sums equal balances', [quota, opened('a', '1.000000', '0.999999')]],
  [
    'a cost counts in its month',
    [quota, cost('c1', '1.000000', '1.000000', { incurredAt: '2026-04-01T00:00:00Z' })],
  ],
  ['a correction names an entry', [quota, cost('c1', '-1.000000', '-1.000000', { corrects: 'nobody' })]],
  ['usage is rated exactly', [quota, cost('c1', '0.036001', '0.036001', { quantity: '120000', price })]],
  [
    'nothing is booked in a closed month',
    [quota, { type: 'MonthClosed', data: { month } }, cost('c1', '1.000000', '1.000000')],
  ],
  ['no fact is missing', [quota, { ...cost('c1', '1.000000', '1.000000'), version: 3 }]],
  ['no fact is missing', [quota], 'update log_head set position = 2'],
  [
    'the entries shown are the facts',
    sound,
    `update cost_entry set amount_micros = amount_micros + 1 where cost_id = 'c1'`,
  ],
  ['the entries shown are the facts', sound, `delete from cost_entry where cost_id = 'c3'`],
  ['no reservation is an orphan', [quota, opened('a', '1.000000', '1.000000', { expiresAt: LONG_AGO })]],
  [
    'no reservation is an orphan',
    [
      quota,
      {
        ...opened('a', '1.000000', '1.000000', { expiresAt: null }),
        recordedAt: new Date(LONG_AGO),
      },
    ],
  ],
]).map(([rule, facts, spoil]) => ({ rule, facts, ...(spoil === undefined ? {} : { spoil }) }));

it.each(corruptions)('finds the row that breaks "$rule"', async ({ rule, facts, spoil }) => {
  const { code, text } = await verify(facts, spoil);
  expect(text).toContain(`BROKEN: ${rule}`);
  expect(code).toBe(1);
});

it('says how to name a database when there is no platform, and what a wrong command is', async () => {
  const say = () => undefined;
  const databaseUrl = () => {
    throw new Error('There is no platform');
  };
  await expect(runVerify(['ledger'], { databaseUrl, say, complain: say })).rejects.toThrow('no platform');
  expect(await runVerify(['nothing'], { databaseUrl, say, complain: say })).toBe(2);
});
