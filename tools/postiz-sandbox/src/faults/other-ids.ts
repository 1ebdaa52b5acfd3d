import type { Answer } from '../http/answer.ts';

/** The same answer, with every id of a post or an upload replaced: in one object, in a list, or in the list of posts. */
export const withOtherIds = (answer: Answer, otherId: () => string): Answer => ({
  ...answer,
  body: replaced(answer.body, otherId),
});

function replaced(value: unknown, otherId: () => string): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, otherId));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      if (name === 'id' || name === 'postId') return [name, otherId()];
      return [name, name === 'posts' ? replaced(item, otherId) : (item as unknown)];
    }),
  );
}
