import { integrationOf, type Integration, type Organisation, type Tag } from '../state/organisation.ts';
import { publishMs, type Post } from '../state/post.ts';
import { traitsFor, type SandboxState } from '../state/sandbox-state.ts';
import type { Traits } from '../state/traits.ts';

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
  const traits = traitsFor(state, organisation);
  return state.posts.between(organisation.name, startMs, endMs).flatMap((post) => {
    const integration = integrationOf(organisation, post.integrationId);
    if (!integration || (customer && integration.customer?.id !== customer)) return [];
    if (integration.removed && traits.has('hidesRemovedChannels')) return [];
    return occurrences(post, startMs, endMs).map((dates) => ({
      ...listedPost(post, organisation, dates, traits),
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

function listedPost(post: Post, organisation: Organisation, dates: Occurrence, traits: Traits) {
  const { id, content, releaseURL, state, intervalInDays, group } = post;
  return {
    id,
    content,
    ...dates,
    releaseURL,
    ...(traits.has('listsReleaseId')
      ? { releaseId: post.releaseId }
      : { submittedForOrganizationId: null, submittedForOrderId: null }),
    ...(traits.has('listsCreationMethod') ? { creationMethod: post.creationMethod } : {}),
    ...(traits.has('listsSettings') ? { settings: JSON.stringify(post.settings) } : {}),
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
