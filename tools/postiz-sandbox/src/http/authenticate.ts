import type { Organisation } from '../state/organisation.ts';
import { organisationWithKey, traitsFor, type SandboxState } from '../state/sandbox-state.ts';
import { keyRefused } from './answer.ts';

/**
 * The organisation whose key this is: the raw key, without `Bearer`.
 * @throws {Refusal} 401 in shape E1.
 */
export function authenticate(state: SandboxState, authorization: string | undefined): Organisation {
  if (!authorization) throw keyRefused('No API Key found');
  const organisation = organisationWithKey(state, authorization);
  if (organisation) return organisation;
  // A value that starts like an OAuth token is one since v2.20.0; before, it was just an unknown key.
  const token = traitsFor(state).has('oauthKeys') && authorization.startsWith('pos_');
  throw keyRefused(token ? 'Invalid OAuth token' : 'Invalid API key');
}
