import { DomainError } from '@clipcast/kernel';
import { deciderSpec } from './decider-spec.ts';

type Event = { type: 'Opened' } | { type: 'Paid'; amount: bigint };

const account = {
  initialState: { open: false, held: 0n },
  evolve: (state: { open: boolean; held: bigint }, event: Event) =>
    event.type === 'Opened' ? { ...state, open: true } : { ...state, held: state.held + event.amount },
  decide: (command: { pay: bigint }, state: { open: boolean; held: bigint }, limit: bigint): Event[] => {
    if (!state.open) throw new DomainError('account.closed', 'conflict', 'The account is closed.');
    if (state.held + command.pay > limit) throw new TypeError('a fault');
    return command.pay === 0n ? [] : [{ type: 'Paid', amount: command.pay }];
  },
};
const given = deciderSpec(account);

it('passes for exactly the events that were decided', () => {
  given({ type: 'Opened' }).when({ pay: 2n }, 9n).then({ type: 'Paid', amount: 2n });
  given({ type: 'Opened' }).when({ pay: 0n }, 9n).then();
});

it('fails for other events', () => {
  const outcome = given({ type: 'Opened' }).when({ pay: 2n }, 9n);
  expect(() => outcome.then({ type: 'Paid', amount: 3n })).toThrow();
  expect(() => outcome.then()).toThrow();
});

it('passes for the refusal that was given, and for no other', () => {
  const outcome = given().when({ pay: 1n }, 9n);
  outcome.thenRefused('account.closed');
  expect(() => outcome.thenRefused('account.frozen')).toThrow('account.closed');
});

it('fails when a refusal was expected and events came, and says which', () => {
  expect(() => given({ type: 'Opened' }).when({ pay: 2n }, 9n).thenRefused('account.closed')).toThrow(
    '"amount":"2"',
  );
});

it('does not take a fault for a refusal', () => {
  const broken = given({ type: 'Opened' }, { type: 'Paid', amount: 9n }).when({ pay: 1n }, 9n);
  expect(() => broken.thenRefused('account.closed')).toThrow('a fault');
});
