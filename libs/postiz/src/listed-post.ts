import { z } from 'zod';
import { ForeignId } from './foreign-text.ts';
import { PostId } from './post-id.ts';
import { webAddress } from './web-address.ts';

/** `OTHER`: a state that this release does not know; wait, and decide nothing on it. */
export type PostState = 'DRAFT' | 'QUEUE' | 'PUBLISHED' | 'ERROR' | 'OTHER';

/** A post as Postiz lists it. */
export interface ListedPost {
  readonly id: string;
  readonly integrationId: string;
  /** The network, such as `youtube`. */
  readonly provider: string | null;
  /** As Postiz keeps it, which since v2.21.7 is not always what was sent. */
  readonly content: string;
  readonly publishDate: Date;
  readonly state: PostState;
  /** Where the post can be seen: http or https, else null. */
  readonly releaseURL: string | null;
  readonly releaseId: string | null;
  /** What was sent as settings; null before v2.24, which does not list them. */
  readonly settings: Readonly<Record<string, unknown>> | null;
}

const Settings = z.record(z.string(), z.unknown());

/** The list carries settings as a text of JSON. */
function parseSettings(text: string | null | undefined): ListedPost['settings'] {
  try {
    return Settings.safeParse(JSON.parse(text ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

const ListedPostAnswer = z
  .looseObject({
    id: PostId,
    content: z.string().nullish(),
    publishDate: z.iso.datetime({ offset: true }),
    state: z.enum(['DRAFT', 'QUEUE', 'PUBLISHED', 'ERROR', 'OTHER']).catch('OTHER'),
    releaseURL: z.string().nullish(),
    // Shown to people only, so a worse one is none.
    releaseId: ForeignId.nullish().catch(null),
    settings: z.string().nullish().catch(null),
    integration: z.looseObject({ id: ForeignId, providerIdentifier: ForeignId.nullish() }),
  })
  .transform(
    ({ id, content, publishDate, state, releaseURL, releaseId, settings, integration }): ListedPost => ({
      id,
      integrationId: integration.id,
      provider: integration.providerIdentifier ?? null,
      content: content ?? '',
      publishDate: new Date(publishDate),
      state,
      releaseURL: webAddress(releaseURL),
      releaseId: releaseId ?? null,
      settings: parseSettings(settings),
    }),
  );

/**
 * Of the posts in a list, those dated at exactly this instant, each once. Occurrences of recurring posts are listed even
 * outside the window that was asked for, and nothing promises that a row comes once. Of two rows with one id the one that
 * is no draft counts, since a draft may be promoted and deleted.
 */
export function datedAt(posts: readonly ListedPost[], instant: Date): readonly ListedPost[] {
  const byId = new Map<string, ListedPost>();
  for (const post of posts) {
    if (post.publishDate.getTime() !== instant.getTime()) continue;
    const known = byId.get(post.id);
    if (known === undefined || known.state === 'DRAFT') byId.set(post.id, post);
  }
  return [...byId.values()];
}

export const PostList = z.looseObject({ posts: z.array(ListedPostAnswer) }).transform(({ posts }) => posts);
