import { DomainError, fieldProblemsInWords } from '@clipcast/kernel';
import { postProblems, type CheckedMedia, type PostProblem } from '@clipcast/postiz';
import type { RequestedIntegration } from '../post.ts';

/** What of a request says where a part of a post came from. */
interface Texts {
  readonly captions: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The clip as it is uploaded to Postiz: which name and type it gets there is ours to say. */
const mediaOf = (bytes: number): CheckedMedia => ({ fileName: 'clip.mp4', mimeType: 'video/mp4', bytes });

/**
 * Refuses what Postiz would refuse, with every problem of every account at once: a refused request would burn one of the
 * tenant's few creations an hour.
 * @throws {DomainError} `post_refused_by_rules`
 */
export function refuseByRules(
  asked: Texts,
  integrations: readonly RequestedIntegration[],
  bytes: number,
): void {
  const errors = integrations.flatMap((integration) => {
    const { integrationId, provider, caption, settings } = integration;
    const post = { identifier: provider, settings, content: caption, media: [mediaOf(bytes)] };
    return postProblems(post).map(({ pointer, code, detail }) => ({
      pointer: pointerInRequest(pointer, asked, integration),
      code,
      detail,
      integrationId,
    }));
  });
  if (errors.length === 0) return;
  throw new DomainError(
    'post_refused_by_rules',
    'unprocessable',
    `Nothing was sent, because Postiz would refuse it. It has ${fieldProblemsInWords(errors)}`,
    { errors },
  );
}

/** Where in the request the part of a post came from, which a rule complains about. */
function pointerInRequest(
  pointer: PostProblem['pointer'],
  { captions, settings }: Texts,
  { integrationId, provider }: RequestedIntegration,
): string {
  const [, part, ...rest] = pointer.split('/');
  if (part === 'settings') {
    const key = Object.hasOwn(settings, integrationId) ? integrationId : provider;
    return ['', 'settings', escaped(key), ...rest].join('/');
  }
  if (part === 'content')
    return Object.hasOwn(captions, integrationId) ? `/captions/${escaped(integrationId)}` : '/caption';
  return part === 'media' ? '/clipId' : '';
}

/** A name as a part of a JSON pointer (RFC 6901). */
export const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
