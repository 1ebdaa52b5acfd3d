import { escapedPlainText } from '../posts/post-content.ts';
import { publishMs, type Post } from '../state/post.ts';
import { mediaOfPath, type SandboxState } from '../state/sandbox-state.ts';
import type { Version } from '../state/version.ts';
import { Html } from './html.ts';

/** A post as the feed shows it. */
export interface Card {
  readonly id: string;
  readonly releaseId: string | null;
  readonly caption: Html;
  readonly state: Post['state'] | 'DELETED';
  readonly publications: number;
  readonly publishedAt: string | null;
  readonly publishDate: string;
  readonly media: { readonly fileName: string; readonly video: boolean } | null;
  /** The organisation that uploaded the media, when it is another one: the mark of a cross-post. */
  readonly foreignUploader: string | null;
}

export interface AccountView {
  readonly id: string;
  readonly name: string;
  readonly identifier: string;
  readonly disabled: boolean;
  /** What went out, newest first. */
  readonly landed: readonly Card[];
  readonly olderLanded: number;
  /** Drafts, the queue and failures, next first. */
  readonly waiting: readonly Card[];
}

export interface OrganisationView {
  readonly name: string;
  /** The version it sees, when that is another one than the rest of the sandbox plays. */
  readonly version: Version | null;
  /** A hue in degrees, far from the neighbours' hues. */
  readonly hue: number;
  readonly published: number;
  readonly twice: number;
  readonly foreign: number;
  readonly accounts: readonly AccountView[];
}

const LANDED_SHOWN = 30;
const WAITING_SHOWN = 20;

/** Far from its neighbours' hues, and never red: red says that something went wrong. */
const hueOf = (index: number): number => 40 + ((170 + index * 173) % 280);

/** Everything on the feed page, one entry for each organisation. */
export function feedView(state: SandboxState): OrganisationView[] {
  const posts = Map.groupBy(state.posts.values(), ({ organisation }) => organisation);
  return [...state.organisations.values()].map(({ name, version, integrations }, index) => {
    const own = posts.get(name) ?? [];
    const landed = own.filter(({ publications }) => publications > 0);
    return {
      name,
      version,
      hue: hueOf(index),
      published: landed.length,
      twice: landed.filter(({ publications }) => publications > 1).length,
      foreign: landed.filter((post) => foreignUploader(state, post) !== null).length,
      accounts: integrations
        .filter(({ id, removed }) => !removed || landed.some(({ integrationId }) => integrationId === id))
        .map(({ id, name: accountName, identifier, disabled }) => ({
          id,
          name: accountName,
          identifier,
          disabled,
          ...accountCards(
            state,
            own.filter(({ integrationId }) => integrationId === id),
          ),
        })),
    };
  });
}

function accountCards(state: SandboxState, posts: readonly Post[]) {
  const landed = posts
    .filter(({ publications }) => publications > 0)
    .toSorted((left, right) => Date.parse(right.publishedAt ?? '') - Date.parse(left.publishedAt ?? ''));
  const waiting = posts
    .filter(({ publications, deletedAt }) => publications === 0 && deletedAt === null)
    .toSorted((left, right) => publishMs(left) - publishMs(right));
  return {
    landed: landed.slice(0, LANDED_SHOWN).map((post) => cardOf(state, post)),
    olderLanded: Math.max(0, landed.length - LANDED_SHOWN),
    waiting: waiting.slice(0, WAITING_SHOWN).map((post) => cardOf(state, post)),
  };
}

function cardOf(state: SandboxState, post: Post): Card {
  const media = post.image.map(({ path }) => mediaOfPath(state, path)).find((found) => found !== undefined);
  return {
    id: post.id,
    releaseId: post.releaseId,
    caption: new Html(escapedPlainText(post.content)),
    state: post.deletedAt === null ? post.state : 'DELETED',
    publications: post.publications,
    publishedAt: post.publishedAt,
    publishDate: post.publishDate,
    media: media ? { fileName: media.fileName, video: /\.mp4$/i.test(media.fileName) } : null,
    foreignUploader: foreignUploader(state, post),
  };
}

const foreignUploader = (state: SandboxState, { image, organisation }: Post): string | null =>
  image
    .map(({ path }) => mediaOfPath(state, path)?.organisation)
    .find((uploader) => uploader && uploader !== organisation) ?? null;
