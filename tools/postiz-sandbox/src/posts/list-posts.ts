import { integrationOf, type Integration, type Organisation, type Tag } from '../state/organisation.ts';
import { publishMs, type Post } from '../state/post.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Version } from '../state/version.ts';

/** The window of `GET /posts`: both ends belong to it, to the millisecond. */
export interface ListPosts {
  readonly organisation: Organisation;
  readonly startMs: number;
  readonly endMs: number;
  readonly customer: string | undefined;
  /** The address of a channel's picture. */
  readonly picture: (integration: Integration) => string;
}

const DAY_MS = 86_400_000;
/** Postiz has no maximum; this one only keeps a repeating post and a far end date from filling the memory. */
const OCCURRENCES_MAX = 10_000;

interface Occurrence {
  readonly publishDate: string;
  readonly actualDate?: string;
}

/** `GET /posts`: no order, no pages, and the field set of the version that is played. */
export function listPosts(
  state: SandboxState,
  { organisation, startMs, endMs, customer, picture }: ListPosts,
) {
  if (startMs > endMs) return [];
  return [...state.posts.values()].flatMap((post) => {
    const integration = integrationOf(organisation, post.integrationId);
    if (post.organisation !== organisation.name || post.deletedAt !== null || !integration) return [];
    if (customer && integration.customer?.id !== customer) return [];
    // Posts of a channel that was removed are hidden at head and still shown by 2.11.
    if (integration.removed && state.version === 'head') return [];
    return occurrences(post, startMs, endMs).map((dates) => ({
      ...listedPost(post, organisation, dates, state.version),
      integration: {
        id: integration.id,
        providerIdentifier: integration.identifier,
        name: integration.name,
        picture: picture(integration),
      },
    }));
  });
}

/** A repeating post shows once for each repetition from its first date on, also where that is before the window. */
function occurrences(post: Post, startMs: number, endMs: number): Occurrence[] {
  const firstMs = publishMs(post);
  if (post.intervalInDays === null || post.intervalInDays <= 0) {
    return firstMs >= startMs && firstMs <= endMs ? [{ publishDate: post.publishDate }] : [];
  }
  const stepMs = post.intervalInDays * DAY_MS;
  const count = Math.min(OCCURRENCES_MAX, Math.max(0, Math.floor((endMs - firstMs) / stepMs) + 1));
  return Array.from({ length: count }, (_, index) => ({
    publishDate: new Date(firstMs + index * stepMs).toISOString(),
    actualDate: post.publishDate,
  }));
}

function listedPost(post: Post, organisation: Organisation, dates: Occurrence, version: Version) {
  const { id, content, releaseURL, state, intervalInDays, group } = post;
  return {
    id,
    content,
    ...dates,
    releaseURL,
    ...(version === 'head'
      ? {
          releaseId: post.releaseId,
          creationMethod: post.creationMethod,
          settings: JSON.stringify(post.settings),
        }
      : { submittedForOrganizationId: null, submittedForOrderId: null }),
    state,
    intervalInDays,
    group,
    tags: post.tags.map((tag) => ({ tag: listedTag(tag, organisation) })),
  };
}

const listedTag = ({ id, name, color, createdAt }: Tag, organisation: Organisation) => ({
  id,
  name,
  color,
  orgId: organisation.id,
  deletedAt: null,
  createdAt,
  updatedAt: createdAt,
});
