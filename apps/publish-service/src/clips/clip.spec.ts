import type { ClipMedia } from '@clipcast/contracts';
import { deciderSpec } from '@clipcast/testing';
import { clip, readyClip, type ClipEvent, type ClipState } from './clip.ts';
import { completeClip } from './complete-clip/complete-clip.ts';
import { describeClip, type ClipChange } from './describe-clip/describe-clip.ts';
import { dropMedia } from './drop-media/drop-media.ts';
import { registerClip } from './register-clip/register-clip.ts';
import { removeClip } from './remove-clip/remove-clip.ts';

const clipId = 'clp_01990000-0000-7000-8000-000000000001' as const;
const publicationId = 'pub_01990000-0000-7000-8000-000000000002' as const;
const media: ClipMedia = {
  fileName: 'clip.mp4',
  sha256: 'a'.repeat(64),
  bytes: 10,
  durationMs: null,
  hasThumbnail: false,
};
const described = { clipId, projectId: null, title: 'Spring' };

const uploaded: ClipEvent = { type: 'ClipRegistered', data: { ...described, status: 'ready', media } };
const announced: ClipEvent = {
  type: 'ClipRegistered',
  data: { ...described, status: 'rendering', media: null },
};
const rendered: ClipEvent = { type: 'ClipRendered', data: { ...described, media } };
const dropped: ClipEvent = { type: 'ClipMediaDropped', data: { clipId, sha256: media.sha256 } };
const removed: ClipEvent = { type: 'ClipRemoved', data: { ...described, media } };

type Decide<Command> = (command: Command, state: ClipState) => ClipEvent[];
const given = <Command>(decide: Decide<Command>) =>
  deciderSpec<ClipState, ClipEvent, Command>({ ...clip, decide });

describe('registering a clip', () => {
  const registering = given(registerClip);
  it('makes one that is ready with its media, or one that is still being rendered', () => {
    registering().when({ described, media }).then(uploaded);
    registering().when({ described, media: null }).then(announced);
  });
  it('happens once, for ever', () => {
    registering(uploaded).when({ described, media }).thenRefused('clip_exists');
    registering(uploaded, removed).when({ described, media }).thenRefused('clip_exists');
  });
});

describe('the media of a clip that was being rendered', () => {
  const completing = given(completeClip);
  it('makes it ready, with the title it has by now', () => {
    completing(announced).when({ media }).then(rendered);
    const title = 'Summer';
    completing(announced, { type: 'ClipDescribed', data: { ...described, title } })
      .when({ media })
      .then({ type: 'ClipRendered', data: { ...described, title, media } });
  });
  it('comes once', () => {
    completing(uploaded).when({ media }).thenRefused('clip_has_media');
    completing(announced, rendered).when({ media }).thenRefused('clip_has_media');
    completing(uploaded, dropped).when({ media }).thenRefused('clip_has_media');
    completing(uploaded, removed).when({ media }).thenRefused('clip_not_found');
    completing().when({ media }).thenRefused('clip_not_found');
  });
});

describe('describing a clip', () => {
  const describing = given<{ change: ClipChange }>(describeClip);
  it('changes what is named and leaves the rest', () => {
    describing(uploaded)
      .when({ change: { projectId: 'p-1' } })
      .then({ type: 'ClipDescribed', data: { ...described, projectId: 'p-1' } });
    describing(announced, { type: 'ClipDescribed', data: { ...described, projectId: 'p-1' } })
      .when({ change: { projectId: null } })
      .then({ type: 'ClipDescribed', data: described });
  });
  it('as it is already is no news', () => {
    describing(uploaded)
      .when({ change: { title: 'Spring', projectId: null } })
      .then();
  });
  it('needs a clip', () => {
    describing(uploaded, removed).when({ change: {} }).thenRefused('clip_not_found');
  });
});

describe('removing a clip', () => {
  const removing = given(removeClip);
  it('lets go of the media it has', () => {
    removing(uploaded).when({ underWay: [] }).then(removed);
    const without: ClipEvent = { type: 'ClipRemoved', data: { ...described, media: null } };
    removing(announced).when({ underWay: [] }).then(without);
    removing(uploaded, dropped).when({ underWay: [] }).then(without);
  });
  it('is refused while it is being published, and when it is gone', () => {
    removing(uploaded)
      .when({ underWay: [publicationId] })
      .thenRefused('clip_in_use');
    removing(uploaded, removed).when({ underWay: [] }).thenRefused('clip_not_found');
  });
});

describe('dropping the media of a clip', () => {
  const dropping = given((_command: object, state) => dropMedia(state));
  it('happens once, to what has any', () => {
    dropping(uploaded).when({}).then(dropped);
    dropping(announced, rendered).when({}).then(dropped);
    for (const events of [[], [announced], [uploaded, dropped], [uploaded, removed]])
      dropping(...events)
        .when({})
        .then();
  });
});

describe('publishing a clip', () => {
  const publishing = given((_command: object, state) => {
    readyClip(state);
    return [];
  });
  it('needs its media', () => {
    publishing(uploaded).when({}).then();
    publishing(announced, rendered).when({}).then();
    publishing(announced).when({}).thenRefused('clip_not_ready');
    publishing(uploaded, dropped).when({}).thenRefused('media_dropped');
    publishing(uploaded, removed).when({}).thenRefused('clip_not_found');
    publishing().when({}).thenRefused('clip_not_found');
  });
});
