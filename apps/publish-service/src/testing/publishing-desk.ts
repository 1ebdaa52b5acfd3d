import assert from 'node:assert/strict';
import type { ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import type { PublicationView } from '../publications/publication-view.ts';
import { sampleClip, type publishFixture } from './publish-fixture.ts';

/** However slow the machine is. */
const SOON_MS = 40_000;

/** Waits until an assertion holds, with all the time that a slow machine needs. */
export const soon = <T>(assertion: () => Promise<T> | T): Promise<T> =>
  eventually(assertion, { withinMs: SOON_MS });

type World = Awaited<ReturnType<typeof publishFixture>>;
type Job = PublicationView & { readonly timeline: readonly { readonly event: string }[] };

const DAY_MS = 24 * 3_600_000;

/** What specs do again and again over the API: upload, publish, look. */
export const publishingDesk = (world: World) => {
  const clipOf = async (profileId: ProfileId, content = sampleClip()): Promise<string> => {
    const { status, body } = await world.upload(profileId, content);
    assert.equal(status, 201);
    return (body as { id: string }).id;
  };
  const path = (profileId: ProfileId, rest = '') => `/profiles/${profileId}/publications${rest}`;
  const publish = (profileId: ProfileId, clipId: string, more: object = {}, headers = {}) =>
    world.ask(
      'POST',
      path(profileId),
      { clipId, caption: 'Hello', integrationIds: ['acme-mastodon'], ...more },
      headers,
    );
  const jobOf = async (profileId: ProfileId, id: string) =>
    (await world.ask('GET', path(profileId, `/${id}`))).body as Job;
  return {
    clipOf,
    path,
    publish,
    jobOf,
    /** The id of a publication that was accepted. */
    begin: async (profileId: ProfileId, more: object = {}): Promise<string> => {
      const { status, body } = await publish(profileId, await clipOf(profileId), more);
      assert.equal(status, 202, JSON.stringify(body));
      return (body as { id: string }).id;
    },
    /** The publication as it is once all its posts have this status. */
    settled: (profileId: ProfileId, id: string, status: string) =>
      soon(async () => {
        const job = await jobOf(profileId, id);
        assert.equal(job.status, status);
        return job;
      }),
    eventsOf: async (profileId: ProfileId, id: string) =>
      (await jobOf(profileId, id)).timeline.map(({ event }) => event),
    /** So far ahead that nothing of it is in Postiz yet. */
    inDays: (days: number, now: Date): string => new Date(now.getTime() + days * DAY_MS).toISOString(),
  };
};
