import type { z } from 'zod';
import { badRequest } from '../http/answer.ts';
import { integrationOf, type Integration, type Organisation } from '../state/organisation.ts';
import type { Traits } from '../state/traits.ts';
import { CreatePostsBody, type PostBody } from './create-posts-body.ts';
import { isEmpty } from './provider-rules.ts';
import { settingsProblems } from './provider-settings.ts';

/** What `POST /posts` was asked to do, checked as far as Postiz checks before it writes the first row. */
export interface CreatePosts extends Omit<CreatePostsBody, 'posts'> {
  readonly posts: readonly { readonly body: PostBody; readonly integration: Integration }[];
}

/**
 * Reads the body in the order of Postiz: integrations first, then the fields.
 * @throws {Refusal} 400 in shape E3; the message is a text for the integrations and a list for the fields.
 */
export function readCreatePosts(raw: unknown, organisation: Organisation, traits: Traits): CreatePosts {
  const integrations = integrationIds(raw).map((id) => {
    const integration = integrationOf(organisation, id);
    if (!integration) throw badRequest(`Integration with id ${id} not found`);
    return integration;
  });
  const parsed = CreatePostsBody.safeParse(raw);
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map(describe)),
    ...typeProblems(raw, traits),
    ...integrations.flatMap(({ identifier }, index) =>
      settingsProblems(identifier, settingsOf(raw, index)).map(({ path, message }) =>
        describe({ path: ['posts', index, 'settings', ...path], message }),
      ),
    ),
  ];
  if (!parsed.success || problems.length > 0) throw badRequest(problems);
  const { posts, ...rest } = parsed.data;
  if (!traits.has('channelsJudgeContent') && posts.some(({ value }) => value.some(isEmpty))) {
    throw badRequest('All posts must have content or an image');
  }
  return {
    ...rest,
    posts: posts.map((body, index) => {
      const integration = integrations[index];
      if (!integration) throw badRequest('All posts must have an integration id');
      return { body, integration };
    }),
  };
}

const describe = ({ path, message }: Pick<z.core.$ZodIssue, 'path' | 'message'>): string =>
  `${path.join('.')} ${message}`;

const typeProblems = (raw: unknown, traits: Traits): string[] => {
  if (traits.has('anyType')) return [];
  const known = ['draft', 'schedule', 'now', ...(traits.has('updateType') ? ['update'] : [])];
  const type = memberOf(raw, 'type');
  return typeof type === 'string' && known.includes(type)
    ? []
    : [`type must be one of the following values: ${known.join(', ')}`];
};

function integrationIds(raw: unknown): string[] {
  const posts = memberOf(raw, 'posts');
  const ids = Array.isArray(posts)
    ? posts.map((post) => memberOf(memberOf(post, 'integration'), 'id'))
    : [undefined];
  return ids.map((id) => {
    if (typeof id !== 'string' || id === '') throw badRequest('All posts must have an integration id');
    return id;
  });
}

const settingsOf = (raw: unknown, index: number): unknown => {
  const posts = memberOf(raw, 'posts');
  return Array.isArray(posts) ? memberOf(posts[index], 'settings') : undefined;
};

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null
    ? (Object.entries(value).find(([name]) => name === key)?.[1] as unknown)
    : undefined;
