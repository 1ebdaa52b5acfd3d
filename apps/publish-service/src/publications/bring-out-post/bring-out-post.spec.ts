import { deciderSpec } from '@clipcast/testing';
import { publication, type PublicationEvent, type PublicationState } from '../publication.ts';
import {
  abandonAttempt,
  acceptPost,
  failPost,
  intendDraft,
  intendDrop,
  intendPromotion,
  leaveUnconfirmed,
  noteDelay,
  publishPost,
  recordDraft,
} from './bring-out-post.ts';

const publicationId = 'pub_01990000-0000-7000-8000-000000000001' as const;
const clipId = 'clp_01990000-0000-7000-8000-000000000002' as const;
const T = '2026-11-22T10:00:04.123Z';

const given = <Command>(decide: (command: Command, state: PublicationState) => readonly PublicationEvent[]) =>
  deciderSpec<PublicationState, PublicationEvent, Command>({ ...publication, decide });

const integration = (integrationId: string) => ({
  integrationId,
  provider: 'mastodon',
  name: 'Acme',
  caption: 'Hi',
  settings: {},
});
const requestedFor = (...integrations: string[]): PublicationEvent => ({
  type: 'PublicationRequested',
  data: {
    publicationId,
    clipId,
    connection: 'own',
    connectionVersion: 1,
    sha256: 'a'.repeat(64),
    allowDuplicate: false,
    schedule: 'now',
    leadSeconds: 4,
    requestedAt: '2026-11-22T10:00:00.000Z',
    integrations: integrations.map(integration),
  },
});
const drafting = (integrationId = 'a', attempt = 1): PublicationEvent => ({
  type: 'PostDraftIntended',
  data: { integrationId, attempt, publishAt: T, requestHash: 'h' },
});
const drafted = (integrationId = 'a', attempt = 1): PublicationEvent => ({
  type: 'PostDrafted',
  data: { integrationId, attempt, postId: `post-${integrationId}`, adopted: false },
});
const promoting = (integrationId = 'a', attempt = 1): PublicationEvent => ({
  type: 'PostPromotionIntended',
  data: { integrationId, attempt, postId: `post-${integrationId}` },
});
const accepted = (integrationId = 'a', attempt = 1): PublicationEvent => ({
  type: 'PostAccepted',
  data: { integrationId, attempt, postId: `post-${integrationId}`, publishAt: T },
});
const abandoned = (integrationId = 'a', attempt = 1): PublicationEvent => ({
  type: 'PostAttemptAbandoned',
  data: { integrationId, attempt, reason: 'late' },
});
const failed = (integrationId = 'a'): PublicationEvent => ({
  type: 'PostFailed',
  data: { integrationId, code: 'c', detail: 'why' },
});
const cost = {
  costId: 'cst_01990000-0000-7000-8000-000000000003' as const,
  provider: 'postiz',
  model: 'mastodon',
  quantity: '1',
  unit: 'post',
  amountUsd: '0.010000',
  incurredAt: T,
  source: { publicationId, integrationId: 'a' },
};
const evidence = { seen: 'ERROR', lookedAt: T, releaseUrl: null };
const costIncurred: PublicationEvent = { type: 'CostIncurred', data: cost };
const publicationAccepted = (...ids: string[]): PublicationEvent => ({
  type: 'PublicationAccepted',
  data: { publicationId, clipId, integrations: ids, postIds: ids.map((id) => `post-${id}`) },
});

describe('a draft', () => {
  it('is intended with the number of the attempt before it is created', () => {
    given(intendDraft)(requestedFor('a'))
      .when({ integrationId: 'a', publishAt: new Date(T), requestHash: 'h' })
      .then(drafting());
  });
  it('gets a new attempt after one was abandoned', () => {
    given(intendDraft)(requestedFor('a'), drafting(), abandoned())
      .when({ integrationId: 'a', publishAt: new Date(T), requestHash: 'h' })
      .then(drafting('a', 2));
  });
  it('is not intended twice: a second worker is refused', () => {
    given(intendDraft)(requestedFor('a'), drafting())
      .when({ integrationId: 'a', publishAt: new Date(T), requestHash: 'h' })
      .thenRefused('attempt_superseded');
  });
  it('is recorded once', () => {
    const command = { integrationId: 'a', attempt: 1, postId: 'post-a', adopted: false, promote: false };
    given(recordDraft)(requestedFor('a'), drafting()).when(command).then(drafted());
    given(recordDraft)(requestedFor('a'), drafting(), drafted())
      .when(command)
      .thenRefused('attempt_superseded');
  });
  it('of an older attempt is not taken for the current one', () => {
    given(recordDraft)(requestedFor('a'), drafting(), abandoned(), drafting('a', 2))
      .when({ integrationId: 'a', attempt: 1, postId: 'late', adopted: false, promote: false })
      .thenRefused('attempt_superseded');
  });
});

describe('a promotion', () => {
  it('is intended for the draft that was recorded', () => {
    given(intendPromotion)(requestedFor('a'), drafting(), drafted())
      .when({ integrationId: 'a', attempt: 1 })
      .then(promoting());
  });
  it('is not intended for anything but a draft', () => {
    for (const history of [
      [drafting()],
      [drafting(), drafted(), promoting()],
      [drafting(), drafted(), promoting(), accepted()],
    ]) {
      given(intendPromotion)(requestedFor('a'), ...history)
        .when({ integrationId: 'a', attempt: 1 })
        .thenRefused('attempt_superseded');
    }
  });
  it('that succeeded is accepted once, and the last one is announced', () => {
    given(acceptPost)(requestedFor('a'), drafting(), drafted(), promoting())
      .when({ integrationId: 'a', attempt: 1 })
      .then(accepted(), publicationAccepted('a'));
    given(acceptPost)(requestedFor('a'), drafting(), drafted(), promoting(), accepted())
      .when({ integrationId: 'a', attempt: 1 })
      .thenRefused('attempt_superseded');
  });
  it('is announced only when every integration has its answer', () => {
    given(acceptPost)(requestedFor('a', 'b'), drafting(), drafted(), promoting())
      .when({ integrationId: 'a', attempt: 1 })
      .then(accepted());
  });
});

describe('an attempt that is too late', () => {
  const late = { integrationId: 'a', attempt: 1, reason: 'late' };
  const dropping = (from: 'drafted' | 'promoting'): PublicationEvent => ({
    type: 'PostDropIntended',
    data: { integrationId: 'a', attempt: 1, postId: 'post-a', from },
  });
  it('without a draft is given up at once', () => {
    given(abandonAttempt)(requestedFor('a'), drafting())
      .when({ ...late, from: 'drafting' })
      .then(abandoned());
  });
  it('with a draft says first that the draft will go', () => {
    const history = [requestedFor('a'), drafting(), drafted()];
    given(intendDrop)(...history)
      .when({ ...late, from: 'drafted' })
      .then(dropping('drafted'));
    given(intendDrop)(...history, promoting())
      .when({ ...late, from: 'promoting' })
      .then(dropping('promoting'));
    given(abandonAttempt)(...history, dropping('drafted'))
      .when({ ...late, from: 'dropping' })
      .then(abandoned());
  });
  it('is not given up by a worker that found it in an earlier phase', () => {
    given(intendDrop)(requestedFor('a'), drafting(), drafted(), promoting())
      .when({ ...late, from: 'drafted' })
      .thenRefused('attempt_superseded');
  });
  it('is accepted after all when its draft turns out to be scheduled', () => {
    given(acceptPost)(requestedFor('a'), drafting(), drafted(), promoting(), dropping('promoting'))
      .when({ integrationId: 'a', attempt: 1 })
      .then(accepted(), publicationAccepted('a'));
  });
  it('is not given up once it was accepted', () => {
    given(intendDrop)(requestedFor('a'), drafting(), drafted(), promoting(), accepted())
      .when({ ...late, from: 'promoting' })
      .thenRefused('attempt_superseded');
  });
});

describe('the end of a post', () => {
  it('is published with its release URL, and paid for', () => {
    given(publishPost)(
      requestedFor('a'),
      drafting(),
      drafted(),
      promoting(),
      accepted(),
      publicationAccepted('a'),
    )
      .when({ integrationId: 'a', releaseUrl: 'https://example.org/1', cost })
      .then(
        {
          type: 'ClipPublished',
          data: {
            publicationId,
            clipId,
            integrationId: 'a',
            provider: 'mastodon',
            postId: 'post-a',
            releaseUrl: 'https://example.org/1',
            publishedAt: T,
            connection: 'own',
          },
        },
        costIncurred,
      );
  });
  it('is never published before it was accepted', () => {
    given(publishPost)(requestedFor('a'), drafting(), drafted())
      .when({ integrationId: 'a', releaseUrl: null, cost })
      .thenRefused('attempt_superseded');
  });
  it('that failed alone fails the publication, with its reason', () => {
    given(failPost)(requestedFor('a'))
      .when({ integrationId: 'a', code: 'c', detail: 'why' })
      .then(failed(), {
        type: 'PublicationFailed',
        data: { publicationId, clipId, integrations: ['a'], reason: 'why' },
      });
  });
  it('that failed beside an accepted one leaves the publication accepted', () => {
    given(failPost)(requestedFor('a', 'b'), drafting(), drafted(), promoting(), accepted())
      .when({ integrationId: 'b', code: 'c', detail: 'why' })
      .then(failed('b'), publicationAccepted('a'));
  });
  it('cannot fail once it was accepted: then it may only be unconfirmed, and is not paid twice', () => {
    const history = [requestedFor('a'), drafting(), drafted(), promoting(), accepted()];
    const command = { integrationId: 'a', code: 'c', detail: 'why' };
    given(failPost)(...history)
      .when(command)
      .thenRefused('attempt_superseded');
    given(leaveUnconfirmed)(...history, publicationAccepted('a'), costIncurred)
      .when({ ...command, evidence, cost })
      .then({ type: 'PostUnconfirmed', data: { ...command, postId: 'post-a', evidence } });
  });
  it('that may be out there without an answer is paid for', () => {
    const command = { integrationId: 'a', code: 'c', detail: 'why' };
    given(leaveUnconfirmed)(requestedFor('a'), drafting(), drafted(), promoting())
      .when({ ...command, evidence, cost })
      .then({ type: 'PostUnconfirmed', data: { ...command, postId: 'post-a', evidence } }, costIncurred);
  });
  it('that stays unconfirmed as the last one lets the accepted ones be announced', () => {
    const command = { integrationId: 'b', code: 'c', detail: 'why' };
    given(leaveUnconfirmed)(
      requestedFor('a', 'b'),
      drafting(),
      drafted(),
      promoting(),
      accepted(),
      drafting('b'),
      drafted('b'),
      promoting('b'),
    )
      .when({ ...command, evidence, cost })
      .then(
        { type: 'PostUnconfirmed', data: { ...command, postId: 'post-b', evidence } },
        costIncurred,
        publicationAccepted('a'),
      );
  });
});

describe('a delay', () => {
  it('is said once for the same reason', () => {
    const why = { integrationId: 'a', code: 'postiz_unreachable', detail: 'down', until: null };
    const command = { ...why, now: new Date(T) };
    const delayed: PublicationEvent = { type: 'PostDelayed', data: why };
    given(noteDelay)(requestedFor('a')).when(command).then(delayed);
    given(noteDelay)(requestedFor('a'), delayed).when(command).then();
  });
  it('leaves the post in its phase', () => {
    const delayed: PublicationEvent = {
      type: 'PostDelayed',
      data: { integrationId: 'a', code: 'x', detail: 'y', until: null },
    };
    given(recordDraft)(requestedFor('a'), drafting(), delayed)
      .when({ integrationId: 'a', attempt: 1, postId: 'post-a', adopted: true, promote: false })
      .then({
        type: 'PostDrafted',
        data: { integrationId: 'a', attempt: 1, postId: 'post-a', adopted: true },
      });
  });
});
