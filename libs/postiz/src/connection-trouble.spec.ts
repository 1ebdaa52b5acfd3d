import { describeConnectionTrouble, type ConnectionTroubleReason } from './connection-trouble.ts';
import { PostizCallError, type PostizCallCode } from './postiz-call-error.ts';

const reasonOf = (code: PostizCallCode, baseUrl: string): ConnectionTroubleReason =>
  describeConnectionTrouble(new PostizCallError('unknown', code, 'x'), baseUrl).reason;

it.each<[PostizCallCode, ConnectionTroubleReason]>([
  ['postiz_key_invalid', 'wrong_key'],
  ['postiz_host_not_found', 'host_not_found'],
  ['postiz_unreachable', 'unreachable'],
  ['postiz_tls_failed', 'certificate'],
  ['postiz_timeout', 'timeout'],
  ['egress_refused', 'not_allowed'],
  ['postiz_rate_limited', 'rate_limited'],
  ['postiz_server_error', 'postiz_has_trouble'],
])('%s is %s', (code, reason) => {
  expect(reasonOf(code, 'https://postiz.example.com/api')).toBe(reason);
});

it.each<PostizCallCode>([
  'postiz_not_found',
  'postiz_route_missing',
  'postiz_answer_too_large',
  'postiz_unexpected_answer',
])('%s points to a missing /api, unless the base URL has it', (code) => {
  expect(reasonOf(code, 'https://postiz.example.com')).toBe('base_url_lacks_api');
  expect(reasonOf(code, 'https://postiz.example.com/api/')).toBe('not_a_postiz');
});
