import { learn, type Observation } from './learn.ts';
import { readTraits, unknownTraits, type PostizTraits } from './postiz-traits.ts';

const knowing = (known: Partial<PostizTraits>): PostizTraits => ({ ...unknownTraits, ...known });
const listed = (of: Extract<Observation, { saw: 'listed-post' }>['of']): Observation => ({
  saw: 'listed-post',
  of,
});
const limited = (is: boolean): Observation => ({ saw: 'limited-reads', is });
const route = (is: 'present' | 'absent'): Observation => ({ saw: 'status-route', is });

it.each<[Partial<PostizTraits>, Observation, Partial<PostizTraits>]>([
  [{}, route('present'), { statusRoute: 'present' }],
  [{}, route('absent'), { statusRoute: 'absent' }],
  [{ statusRoute: 'absent' }, route('present'), { statusRoute: 'present' }],

  [{}, limited(false), { readsAreLimited: false }],
  // Counted reads ended before the status route came.
  [{}, limited(true), { readsAreLimited: true, statusRoute: 'absent' }],
  [
    { readsAreLimited: true, statusRoute: 'absent' },
    limited(false),
    { readsAreLimited: false, statusRoute: 'unknown' },
  ],
  [{ statusRoute: 'absent' }, limited(false), { statusRoute: 'absent', readsAreLimited: false }],

  [{}, listed('<=2.12.1'), { generation: '<=2.12.1', listsSettings: false, statusRoute: 'absent' }],
  [{}, listed('2.13-2.21.7'), { generation: '2.13-2.21.7', listsSettings: false }],
  [{}, listed('2.21.8-2.23'), { generation: '2.21.8-2.23', listsSettings: false, statusRoute: 'present' }],
  [{}, listed('newer'), { generation: 'newer', listsSettings: true, statusRoute: 'present' }],
  // What the route itself answered counts as long as nothing was upgraded.
  [
    { statusRoute: 'absent' },
    listed('2.13-2.21.7'),
    { statusRoute: 'absent', generation: '2.13-2.21.7', listsSettings: false },
  ],
  [
    { statusRoute: 'absent', generation: '<=2.12.1', listsSettings: false },
    listed('2.13-2.21.7'),
    { statusRoute: 'unknown', generation: '2.13-2.21.7', listsSettings: false },
  ],
  [
    { statusRoute: 'absent', generation: '2.13-2.21.7', listsSettings: false },
    listed('newer'),
    { statusRoute: 'present', generation: 'newer', listsSettings: true },
  ],
  // An upgrade that was taken back.
  [
    { statusRoute: 'present', generation: 'newer', listsSettings: true },
    listed('<=2.12.1'),
    { statusRoute: 'absent', generation: '<=2.12.1', listsSettings: false },
  ],
])('knowing %j, %j makes %j', (known, seen, then) => {
  expect(learn(knowing(known), seen)).toEqual(knowing(then));
});

it.each<[Partial<PostizTraits>, Observation]>([
  [{ statusRoute: 'present' }, route('present')],
  [{ readsAreLimited: false }, limited(false)],
  [{ readsAreLimited: true, statusRoute: 'present' }, limited(true)],
  [{ generation: 'newer', statusRoute: 'absent' }, listed('newer')],
])('is the same object when %j shows nothing new: %j', (known, seen) => {
  const traits = knowing(known);
  expect(learn(traits, seen)).toBe(traits);
});

describe('what was stored', () => {
  it('is read back', () => {
    const traits = knowing({ statusRoute: 'absent', readsAreLimited: true, generation: '<=2.12.1' });
    expect(readTraits(JSON.parse(JSON.stringify(traits)))).toEqual(traits);
  });

  it.each([null, undefined, 'x', [], {}])('is unknown when it is %j', (stored) => {
    expect(readTraits(stored)).toEqual(unknownTraits);
  });

  it('is unknown in the part that another release wrote', () => {
    const stored = { statusRoute: 'present', generation: '3.x', listsSettings: 'often', more: 1 };
    expect(readTraits(stored)).toEqual(knowing({ statusRoute: 'present' }));
  });
});
