import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { EgressPolicy } from './egress-policy.ts';
import { EgressRefused } from './egress-refused.ts';

/** Answers with what was checked, so that nobody asks the resolver a second time and gets another answer. */
const answerWith =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };

/**
 * A connector that asks the policy for every connection. A `lookup` hook alone is no guard: it is not called for
 * addresses written as numbers. The name stays the one of TLS and of the Host header.
 */
export function checkedConnector(policy: EgressPolicy, timeoutMs: number): buildConnector.connector {
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const connectTo = (addresses: readonly LookupAddress[]): void => {
      const connect = buildConnector({ timeout: timeoutMs, allowH2: false, lookup: answerWith(addresses) });
      connect(options, (...[error, socket]) => {
        if (error) return callback(error, null);
        if (policy.admits(options.hostname, port, socket.remoteAddress ?? '')) return callback(null, socket);
        socket.destroy();
        return callback(new EgressRefused('The connection ended at an address that is not allowed.'), null);
      });
    };
    policy.addressesOf(options.hostname, port).then(connectTo, (error: Error) => callback(error, null));
  };
}
