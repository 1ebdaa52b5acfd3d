import type { Organisation } from '../state/organisation.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { keyRefused } from './answer.ts';

/**
 * The organisation whose key this is: the raw key, without `Bearer`.
 * @throws {Refusal} 401 in shape E1.
 */
export function authenticate(state: SandboxState, authorization: string | undefined): Organisation {
  if (!authorization) throw keyRefused('No API Key found');
  // A value that starts like an OAuth token is one since v2.20.0; before, it was just an unknown key.
  if (state.version === 'head' && authorization.startsWith('pos_')) throw keyRefused('Invalid OAuth token');
  for (const organisation of state.organisations.values()) {
    if (organisation.key === authorization) return organisation;
  }
  throw keyRefused('Invalid API key');
}
