import { PostList } from './listed-post.ts';

const row = (overrides: Readonly<Record<string, unknown>> = {}) => ({
  id: 'cmw1',
  content: '<p>hi</p>',
  publishDate: '2027-03-03T10:00:00.137Z',
  releaseURL: null,
  state: 'QUEUE',
  integration: { id: 'int-1', providerIdentifier: 'bluesky', name: 'Acme', picture: 'x' },
  tags: [],
  ...overrides,
});
const read = (overrides?: Readonly<Record<string, unknown>>) =>
  PostList.parse({ posts: [row(overrides)] })[0];

it('is read from the fields that every version has', () => {
  expect(read()).toEqual({
    id: 'cmw1',
    integrationId: 'int-1',
    provider: 'bluesky',
    content: '<p>hi</p>',
    publishDate: new Date('2027-03-03T10:00:00.137Z'),
    state: 'QUEUE',
    releaseURL: null,
    releaseId: null,
    settings: null,
  });
});

it('takes settings as a text of JSON, and tolerates fields it does not know', () => {
  expect(
    read({ settings: '{"clientRef":"ref-1","__type":"x"}', error: 'new', releaseId: 'r' }),
  ).toMatchObject({
    settings: { clientRef: 'ref-1', __type: 'x' },
    releaseId: 'r',
  });
});

it.each(['{"cut', '7', '[1]', 'null', {}])('has no settings where they are %j', (settings) => {
  expect(read({ settings })?.settings).toBeNull();
});

it.each(['javascript:alert(1)', 'data:text/html,x', 'x', ''])('sends nobody to %j', (releaseURL) => {
  expect(read({ releaseURL })?.releaseURL).toBeNull();
});

it('keeps a web address', () => {
  expect(read({ releaseURL: 'https://x.com/1' })?.releaseURL).toBe('https://x.com/1');
});

it('decides nothing on a state it does not know', () => {
  expect(read({ state: 'ARCHIVED' })?.state).toBe('OTHER');
});

// A row that cannot be read could be the very post that is looked for, so the list proves nothing without it.
it.each([{ id: undefined }, { id: '../x' }, { publishDate: 'soon' }, { integration: null }])(
  'refuses a list with a broken row: %j',
  (broken) => {
    expect(PostList.safeParse({ posts: [row(), row(broken)] }).success).toBe(false);
  },
);
