import { IntegrationList } from './integration.ts';
import { PostList } from './listed-post.ts';
import { UploadAnswer } from './new-post.ts';

const integration = (overrides: Readonly<Record<string, unknown>> = {}) => ({
  id: 'int-1',
  name: 'Acme',
  identifier: 'youtube',
  picture: 'https://cdn.example.com/x.png',
  disabled: false,
  profile: 'acme',
  ...overrides,
});
const read = (overrides: Readonly<Record<string, unknown>>) =>
  IntegrationList.parse([integration(overrides)])[0];

it.each([
  ['A\u0000c\u0007m\ud800e\n', 'Acme'],
  ['x'.repeat(300), 'x'.repeat(200)],
  [`${'x'.repeat(199)}👍`, 'x'.repeat(199)],
  ['Größe 👍🏽', 'Größe 👍🏽'],
])('a name is made fit to be stored and shown', (text, fit) => {
  expect(read({ name: text, profile: text })).toMatchObject({ name: fit, profile: fit });
});

it('a picture whose address is endless is none', () => {
  expect(read({ picture: `https://cdn.example.com/${'x'.repeat(2_000)}` })?.picture).toBeNull();
});

const oddIds = ['', 'x'.repeat(201), 'a\u0000', 'a\ud800', 'a\n'];

it.each(oddIds)('a list with the id %j is no answer', (odd) => {
  expect(IntegrationList.safeParse([integration(), integration({ id: odd })]).success).toBe(false);
  expect(IntegrationList.safeParse([integration({ identifier: odd })]).success).toBe(false);
  const post = { id: 'p', publishDate: '2027-03-03T10:00:00.137Z', state: 'DRAFT', integration: { id: odd } };
  expect(PostList.safeParse({ posts: [post] }).success).toBe(false);
  expect(UploadAnswer.safeParse({ id: odd, path: 'x' }).success).toBe(false);
});

it('a path of media is bounded', () => {
  expect(UploadAnswer.safeParse({ id: 'm', path: 'x'.repeat(2_000) }).success).toBe(true);
  expect(UploadAnswer.safeParse({ id: 'm', path: 'x'.repeat(2_001) }).success).toBe(false);
});
