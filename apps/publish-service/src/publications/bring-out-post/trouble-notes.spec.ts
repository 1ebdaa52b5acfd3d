import { given } from '../../testing/given.ts';
import { delayed, drafting, requestedFor, T } from '../../testing/publication-facts.ts';
import { noteDelay, noteResumption } from './bring-out-post.ts';

const MINUTE_MS = 60_000;
const now = new Date(T);
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS);
const why = { integrationId: 'a', code: 'postiz_unreachable', detail: 'down', until: null, now };
const limit = { ...why, code: 'postiz_rate_limited' };

describe('trouble', () => {
  it('is said once for the same reason', () => {
    given(noteDelay)(requestedFor('a')).when(why).then(delayed());
    given(noteDelay)(requestedFor('a'), delayed()).when(why).then();
  });
  it('is said again for another reason', () => {
    given(noteDelay)(requestedFor('a'), delayed()).when(limit).then(delayed('postiz_rate_limited'));
  });
  it('that has an end is said again only when it lasts longer', () => {
    const until = inMinutes(10);
    const told = delayed('postiz_rate_limited', until.toISOString());
    given(noteDelay)(requestedFor('a'))
      .when({ ...limit, until })
      .then(told);
    given(noteDelay)(requestedFor('a'), told)
      .when({ ...limit, until: inMinutes(12) })
      .then();
    given(noteDelay)(requestedFor('a'), told)
      .when({ ...limit, until: inMinutes(30), now: inMinutes(11) })
      .then(delayed('postiz_rate_limited', inMinutes(30).toISOString()));
  });
  it('that has an end now is told from the same without one', () => {
    given(noteDelay)(requestedFor('a'), delayed('postiz_rate_limited'))
      .when({ ...limit, until: inMinutes(10) })
      .then(delayed('postiz_rate_limited', inMinutes(10).toISOString()));
  });
  /** Thousands of posts wait for one dead Postiz, and look again and again. */
  it('that only follows from other trouble is not said beside it', () => {
    for (const code of ['postiz_circuit_open', 'postiz_busy'])
      given(noteDelay)(requestedFor('a'), delayed())
        .when({ ...why, code })
        .then();
    given(noteDelay)(requestedFor('a'))
      .when({ ...why, code: 'postiz_circuit_open' })
      .then(delayed('postiz_circuit_open'));
  });
  it('is over once', () => {
    const resumed = { type: 'PostResumed' as const, data: { integrationId: 'a' } };
    given(noteResumption)(requestedFor('a'), delayed()).when({ integrationId: 'a' }).then(resumed);
    given(noteResumption)(requestedFor('a'), delayed(), resumed).when({ integrationId: 'a' }).then();
    given(noteResumption)(requestedFor('a'), delayed(), drafting()).when({ integrationId: 'a' }).then();
  });
});
