import { PostizCallError, type PostizCallCode } from './postiz-call-error.ts';

/** Why a connection does not work, for the person who is setting it up. */
export type ConnectionTroubleReason =
  | 'wrong_key'
  | 'host_not_found'
  | 'unreachable'
  | 'certificate'
  | 'timeout'
  | 'not_allowed'
  | 'base_url_lacks_api'
  | 'not_a_postiz'
  | 'rate_limited'
  | 'postiz_has_trouble';

export interface ConnectionTrouble {
  readonly reason: ConnectionTroubleReason;
  /** What is wrong and what to do about it. */
  readonly message: string;
}

const MESSAGES: Readonly<Record<Exclude<ConnectionTroubleReason, 'not_allowed'>, string>> = {
  wrong_key:
    'Postiz does not accept this API key. Copy it again from Settings, Public API; a new key replaces the old one at once.',
  host_not_found: 'No host of this name was found. Check the base URL for a typing mistake.',
  unreachable: 'Nothing answers at this address. Check host and port, and whether Postiz is running.',
  certificate:
    'No trusted connection could be made: the certificate is expired, self-signed or for another name, or the port does not speak https.',
  timeout:
    'Postiz did not answer in time. Try again; if it stays so, check whether the address is the right one.',
  base_url_lacks_api:
    'Something answers there, but not as the API of Postiz does. A self-hosted Postiz mostly has it below /api: add /api to the base URL.',
  not_a_postiz: 'Something answers there, but not as the API of Postiz does. Check the base URL.',
  rate_limited: 'Postiz refuses more requests for now. Try again later.',
  postiz_has_trouble:
    'Postiz answers, but has trouble of its own, so the key could not be checked. Try again later.',
};

const REASONS: Readonly<Partial<Record<PostizCallCode, Exclude<ConnectionTroubleReason, 'not_allowed'>>>> = {
  postiz_key_invalid: 'wrong_key',
  postiz_host_not_found: 'host_not_found',
  postiz_unreachable: 'unreachable',
  postiz_connection_lost: 'unreachable',
  postiz_tls_failed: 'certificate',
  postiz_timeout: 'timeout',
  postiz_rate_limited: 'rate_limited',
  postiz_not_found: 'not_a_postiz',
  postiz_route_missing: 'not_a_postiz',
  postiz_answer_too_large: 'not_a_postiz',
  postiz_unexpected_answer: 'not_a_postiz',
};

const endsInApi = (baseUrl: string): boolean =>
  URL.canParse(baseUrl) && /\/api\/*$/.test(new URL(baseUrl).pathname);

/** The reason behind a failed test of a connection with this base URL, in words for the person who entered it. */
export function describeConnectionTrouble(error: PostizCallError, baseUrl: string): ConnectionTrouble {
  if (error.code === 'egress_refused') return { reason: 'not_allowed', message: error.message };
  const known = REASONS[error.code] ?? 'postiz_has_trouble';
  const reason = known === 'not_a_postiz' && !endsInApi(baseUrl) ? 'base_url_lacks_api' : known;
  return { reason, message: MESSAGES[reason] };
}
