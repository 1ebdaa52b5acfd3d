import { deciderSpec } from '@clipcast/testing';
import type { CostRecorded, ReservationSettled } from '@clipcast/contracts';
import { budget, type BudgetEvent, type BudgetState } from '../../budgets/budget.ts';
import { priceBook } from '../../prices/price-book.ts';
import { aRecordedCost } from '../../testing/builders.ts';
import {
  applied,
  KEY,
  later,
  MONTH,
  NOON,
  opened,
  OTHER,
  RSV,
  standing,
} from '../../testing/reservation-builders.ts';
import { settlementCostId, settleReservation, type Settlement } from './settle-reservation.ts';

const given = deciderSpec<BudgetState, BudgetEvent, Settlement>({ ...budget, decide: settleReservation });
const costId = settlementCostId(RSV);
const usage = { provider: 'elevenlabs', model: 'v2', plan: null, quantity: '1000', unit: 'character' };
const price = { book: 'fleet', version: 2, unitPriceUsd: '0.3', per: '1000' } as const;
const settlement = (amountUsd: string | null, different: Partial<Settlement> = {}): Settlement => ({
  month: MONTH,
  reservationId: RSV,
  now: NOON,
  use: { amountUsd, usage: null, source: { job: 'j-1' } },
  books: null,
  ...different,
});
const used = (quantity: string, different: object = {}) => ({
  use: { amountUsd: null, usage: { ...usage, quantity, ...different }, source: {} },
});

const settled = (amountUsd: string, overrunUsd = '0.000000'): ReservationSettled => ({
  type: 'ReservationSettled',
  data: {
    ...standing({ spentUsd: amountUsd }),
    reservationId: RSV,
    amountUsd,
    costId,
    heldUsd: '4.000000',
    overrunUsd,
  },
});
const entry = (amountUsd: string, different: Partial<CostRecorded['data']> = {}): CostRecorded =>
  aRecordedCost({
    ...standing({ spentUsd: amountUsd }),
    costId,
    provider: 'unspecified',
    model: 'unspecified',
    quantity: '1',
    unit: 'call',
    amountUsd,
    incurredAt: NOON.toISOString(),
    source: { job: 'j-1' },
    reservationId: RSV,
    ...different,
  });

describe('settling a reservation', () => {
  it('books what was spent, and frees the rest', () => {
    given(applied(), opened()).when(settlement('1.5')).then(settled('1.500000'), entry('1.500000'));
    given(applied(), opened()).when(settlement('0')).then(settled('0.000000'), entry('0.000000'));
  });
  it('books more than was held too, says so, and tells what is reached by it', () => {
    const data = { ...standing({ spentUsd: '10.000000' }), enforcement: 'hard' as const };
    given(applied(), opened())
      .when(settlement('10'))
      .then(
        settled('10.000000', '6.000000'),
        entry('10.000000'),
        { type: 'QuotaWarningReached', data: { ...data, thresholdPercent: 90 } },
        { type: 'QuotaExhausted', data },
      );
  });
  it('rates the usage of what was reserved by the price that was frozen with it', () => {
    given(applied(), opened({ usage, price }))
      .when(settlement(null, used('500')))
      .then(settled('0.150000'), entry('0.150000', { ...usage, quantity: '500', price, source: {} }));
  });
  it('rates other usage by its price now, and none without a price', () => {
    const set = {
      ...usage,
      model: 'v3',
      unitPriceUsd: '1',
      per: '1000',
      effectiveFrom: '2026-01-01T00:00:00Z',
    };
    const fleet = priceBook.evolve(priceBook.initialState, { type: 'PriceSet', data: set });
    const books = { fleet, profile: priceBook.initialState };
    const v3 = { book: 'fleet', version: 1, unitPriceUsd: '1', per: '1000' } as const;
    given(applied(), opened({ usage, price }))
      .when(settlement(null, { ...used('500', { model: 'v3' }), books }))
      .then(
        settled('0.500000'),
        entry('0.500000', { ...usage, model: 'v3', quantity: '500', price: v3, source: {} }),
      );
    given(applied(), opened())
      .when(settlement(null, { ...used('500'), books }))
      .thenRefused('price_unknown');
  });
  it('takes an amount for the truth and the usage beside it for a description', () => {
    const { use } = used('7');
    given(applied(), opened({ usage, price }))
      .when(settlement(null, { use: { ...use, amountUsd: '2' } }))
      .then(settled('2.000000'), entry('2.000000', { ...usage, quantity: '7', source: {} }));
  });
  it('books on the access key that opened it', () => {
    given(applied(), opened({ accessKeyId: KEY }))
      .when(settlement('1'))
      .then(settled('1.000000'), entry('1.000000', { accessKeyId: KEY }));
  });
  it('books in the month of the reservation, also when that is over', () => {
    given(applied(), opened({ expiresAt: null }))
      .when(settlement('1', { now: new Date('2026-05-01T00:00:00Z') }))
      .then(settled('1.000000'), entry('1.000000', { incurredAt: '2026-03-31T23:59:59.999Z' }));
  });
  it('books nothing before the month has begun, whatever the clock said meanwhile', () => {
    given(applied(), opened({ expiresAt: null }))
      .when(settlement('1', { now: new Date('2026-02-28T23:59:59.999Z') }))
      .then(settled('1.000000'), entry('1.000000', { incurredAt: '2026-03-01T00:00:00.000Z' }));
  });
  it('is too late once it has expired, noted or not', () => {
    given(applied(), opened())
      .when(settlement('1', { now: later(900) }))
      .thenRefused('reservation_expired');
  });
  it('happens once, and to what is open here', () => {
    given(applied(), opened(), settled('1.000000'), entry('1.000000'))
      .when(settlement('1'))
      .thenRefused('reservation_not_here');
    given(applied(), opened())
      .when(settlement('1', { reservationId: OTHER }))
      .thenRefused('reservation_not_here');
  });
  it('refuses a sum that no amount can tell', () => {
    given(applied(), opened(), aRecordedCost({ amountUsd: '999999999999.999999' }))
      .when(settlement('0.000001'))
      .thenRefused('amount_too_large');
  });
});
