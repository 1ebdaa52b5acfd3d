import { prefixed, systemRuntime } from '@clipcast/kernel';
import { PostizCallError } from '@clipcast/postiz';
import type { Postiz } from '../connections/postiz-connections.ts';
import { MediaUploads } from '../publications/bring-out-post/media-uploads.ts';
import { PostBringer } from '../publications/bring-out-post/post-bringer.ts';
import { findPost, publication, requested, type PublicationEvent } from '../publications/publication.ts';
import { publicationId } from './publication-facts.ts';

const task = {
  profileId: prefixed('prf', '01990000-0000-7000-8000-000000000009'),
  publicationId,
  integrationId: 'a',
};
const never = (): Promise<never> => Promise.reject(new Error('This call is not expected.'));
const SILENT: Postiz = {
  isConnected: never,
  listIntegrations: never,
  uploadMedia: never,
  createPost: never,
  deletePost: never,
  listPostsAt: never,
  promote: never,
  createSlot: never,
};

/** Postiz does not take the key any more. */
export const keyRefused = (): Promise<never> =>
  Promise.reject(
    new PostizCallError('rejected', 'postiz_key_invalid', 'Postiz refuses the key.', { status: 401 }),
  );

/** A post with this history in the hand of a worker, at a time, beside a Postiz that answers like this. */
export function postInHand(history: readonly PublicationEvent[], now: string, answers: Partial<Postiz> = {}) {
  const runtime = { ...systemRuntime, clock: { ...systemRuntime.clock, now: () => new Date(now) } };
  const facts: PublicationEvent[] = [];
  const stateOf = () => [...history, ...facts].reduce(publication.evolve, publication.initialState);
  const known = () => ({
    request: requested(stateOf()).request,
    post: findPost(stateOf(), task.integrationId),
    correlationId: systemRuntime.ids.next(),
    traceparent: undefined,
  });
  const postiz = { ...SILENT, ...answers };
  const usable = { profileId: task.profileId, kind: 'own', version: 1, mediaScope: 'own 1', postiz } as const;
  const bringer = new PostBringer({
    stream: {
      record: (_task, _known, decide, command) => {
        facts.push(...decide({ ...command, integrationId: task.integrationId }, stateOf()));
        return Promise.resolve(known().post);
      },
    },
    connections: { current: never, pinned: () => Promise.resolve(usable) },
    uploads: new MediaUploads({ find: never }, runtime.timers),
    instants: { reserve: never },
    files: { find: never },
    publishing: { state: () => Promise.resolve({ paused: false }) },
    postPriceUsd: '0.010000',
    runtime,
  });
  return {
    facts,
    types: () => facts.map(({ type }) => type),
    post: () => known().post,
    /** @returns in how many milliseconds to go on. */
    step: async () => (await bringer.step(task, known(), new AbortController().signal)).againInMs,
    giveUp: (why: { code: string; detail: string }) => bringer.giveUp(task, known(), why),
  };
}
