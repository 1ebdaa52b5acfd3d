import type { ProfileId } from '@clipcast/kernel';
import { deciderSpec } from '@clipcast/testing';
import { publishingSwitch, type SwitchEvent, type SwitchState } from '../publishing-switch.ts';
import { resumePublishing, type ResumePublishing } from './resume-publishing.ts';

const given = deciderSpec<SwitchState, SwitchEvent, Pick<ResumePublishing, 'owner' | 'reason'>>({
  ...publishingSwitch,
  decide: resumePublishing,
});
const owner: ProfileId = 'prf_01990000-0000-7000-8000-00000000acae';
const paused: SwitchEvent = {
  type: 'PublishingPaused',
  data: { scope: 'profile', reason: null, since: '2027-01-10T10:00:00.000Z' },
};
const resumed = (reason: string | null): SwitchEvent => ({
  type: 'PublishingResumed',
  data: { scope: 'profile', reason },
});

describe('resuming', () => {
  it('is recorded with its reason', () => {
    given(paused).when({ owner, reason: 'it was the right one' }).then(resumed('it was the right one'));
  });
  it('finds nothing to do when nothing is paused', () => {
    given().when({ owner, reason: null }).then();
    given(paused, resumed(null)).when({ owner, reason: null }).then();
  });
});
