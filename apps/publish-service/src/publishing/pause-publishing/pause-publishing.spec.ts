import type { ProfileId } from '@clipcast/kernel';
import { deciderSpec } from '@clipcast/testing';
import { publishingSwitch, type SwitchEvent, type SwitchState } from '../publishing-switch.ts';
import { pausePublishing, type PausePublishing } from './pause-publishing.ts';

type Asked = Pick<PausePublishing, 'owner' | 'reason'>;
const given = deciderSpec<SwitchState, SwitchEvent, Asked, [Date]>({
  ...publishingSwitch,
  decide: pausePublishing,
});

const acme: ProfileId = 'prf_01990000-0000-7000-8000-00000000acae';
const since = '2027-01-10T10:00:00.000Z';
const now = new Date(since);
const paused = (reason: string | null = null): SwitchEvent => ({
  type: 'PublishingPaused',
  data: { scope: 'profile', reason, since },
});
const resumed: SwitchEvent = { type: 'PublishingResumed', data: { scope: 'profile', reason: null } };

describe('pausing', () => {
  it('is recorded with its reason', () => {
    given().when({ owner: acme, reason: 'a wrong clip' }, now).then(paused('a wrong clip'));
  });
  it('is recorded once, and keeps its first reason', () => {
    given(paused('first')).when({ owner: acme, reason: 'second' }, now).then();
  });
  it('can be done again after it was ended', () => {
    given(paused(), resumed).when({ owner: acme, reason: null }, now).then(paused());
  });
  it('says when it stops the whole fleet', () => {
    given()
      .when({ owner: 'fleet', reason: null }, now)
      .then({ type: 'PublishingPaused', data: { scope: 'fleet', reason: null, since } });
  });
});
