import { aCost, aCostId } from './builders.ts';

/** What a door answers to a cost, its pointer below the cost. */
export interface ExpectedAnswer {
  readonly outcome: string;
  readonly code?: unknown;
  readonly pointer?: unknown;
}

const { amountUsd: _, ...withoutAmount } = aCost({ provider: 'nobody', model: 'unpriced' });
const fieldRefused = (pointer: string): ExpectedAnswer => ({
  outcome: 'refused',
  code: 'invalid_request',
  pointer,
});

/** What goes in at every door at 2026-03-15T12:00:00Z, and what is answered. */
export const reportedCosts: readonly (readonly [string, Record<string, unknown>, ExpectedAnswer])[] = [
  ['a cost', aCost(), { outcome: 'recorded' }],
  ['a cost of zero', aCost({ amountUsd: '0' }), { outcome: 'recorded' }],
  ['usage without a price', withoutAmount, { outcome: 'held_aside' }],
  ['a leap day', aCost({ incurredAt: '2024-02-29T23:59:59.999Z' }), { outcome: 'recorded' }],
  ['a day that was not', aCost({ incurredAt: '2025-02-29T12:00:00Z' }), fieldRefused('/incurredAt')],
  ['a local time', aCost({ incurredAt: '2026-03-10T12:00:00' }), fieldRefused('/incurredAt')],
  ['ten minutes ahead', aCost({ incurredAt: '2026-03-15T12:10:00Z' }), { outcome: 'recorded' }],
  [
    'more than ten minutes ahead',
    aCost({ incurredAt: '2026-03-15T12:10:00.001Z' }),
    { outcome: 'refused', code: 'incurred_in_future', pointer: '/incurredAt' },
  ],
  ['ten years ago', aCost({ incurredAt: '2016-03-15T12:00:00Z' }), { outcome: 'recorded' }],
  [
    'more than ten years ago',
    aCost({ incurredAt: '2016-03-15T11:59:59.999Z' }),
    { outcome: 'refused', code: 'incurred_too_long_ago', pointer: '/incurredAt' },
  ],
  [
    'a negative amount',
    aCost({ amountUsd: '-0.000001' }),
    { outcome: 'refused', code: 'amount_negative', pointer: '/amountUsd' },
  ],
  ['a number for an amount', { ...aCost(), amountUsd: 0.1 }, fieldRefused('/amountUsd')],
  ['NaN', { ...aCost(), amountUsd: 'NaN' }, fieldRefused('/amountUsd')],
  ['1e309', { ...aCost(), amountUsd: '1e309' }, fieldRefused('/amountUsd')],
  ['19 decimals', { ...aCost(), amountUsd: '0.1234567890123456789' }, fieldRefused('/amountUsd')],
  ['seven decimals', { ...aCost(), amountUsd: '0.0000001' }, fieldRefused('/amountUsd')],
  ['a number for a quantity', { ...aCost(), quantity: 1 }, fieldRefused('/quantity')],
  ['a negative quantity', { ...aCost(), quantity: '-1' }, fieldRefused('/quantity')],
  ['no provider', { ...aCost(), provider: '' }, fieldRefused('/provider')],
  ['an unknown field', { ...aCost(), colour: 'red' }, fieldRefused('/colour')],
  ['two ids', { ...aCost(), id: aCostId() }, fieldRefused('/costId')],
  [
    'a correction of nothing',
    { ...aCost({ amountUsd: '-1' }), corrects: aCostId() },
    { outcome: 'refused', code: 'cost_not_found', pointer: '/corrects' },
  ],
  [
    'a correction without a difference',
    { ...withoutAmount, corrects: aCostId() },
    fieldRefused('/amountUsd'),
  ],
];
