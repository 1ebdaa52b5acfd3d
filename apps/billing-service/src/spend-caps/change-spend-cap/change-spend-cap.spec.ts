import { deciderSpec } from '@clipcast/testing';
import { spendCapBook, type SpendCapBook, type SpendCapEvent } from '../spend-cap-book.ts';
import { changeSpendCap, type ChangeSpendCap } from './change-spend-cap.ts';

type Change = Pick<ChangeSpendCap, 'accessKeyId' | 'monthlyLimitUsd'>;
const given = deciderSpec<SpendCapBook, SpendCapEvent, Change>({ ...spendCapBook, decide: changeSpendCap });
const accessKeyId = 'key_019a0000-0000-7000-8000-000000000001';
const set = (monthlyLimitUsd: string): SpendCapEvent => ({
  type: 'SpendCapSet',
  data: { accessKeyId, monthlyLimitUsd },
});

describe('changing a spend cap', () => {
  it('is told once, however the same amount is written', () => {
    given().when({ accessKeyId, monthlyLimitUsd: '5' }).then(set('5.000000'));
    given(set('5.000000')).when({ accessKeyId, monthlyLimitUsd: '5.00' }).then();
    given(set('5.000000')).when({ accessKeyId, monthlyLimitUsd: '6' }).then(set('6.000000'));
  });
  it('is lifted where there is one', () => {
    given(set('5.000000'))
      .when({ accessKeyId, monthlyLimitUsd: null })
      .then({ type: 'SpendCapRemoved', data: { accessKeyId } });
    given().when({ accessKeyId, monthlyLimitUsd: null }).then();
  });
});
