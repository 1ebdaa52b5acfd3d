import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { endpoint, parseAllowList } from './allow-list.ts';
import { EgressRefused } from './egress-refused.ts';
import { isPublicAddress } from './public-address.ts';
import { isPublicName } from './public-name.ts';

/** Where connections may go. It is asked twice: about the URL when it is given, and about the address at every connection. */
export interface EgressPolicy {
  /**
   * The base URL, parsed once; keep the object and never parse the text again.
   * @throws {EgressRefused} when it is no base URL, or one that no connection may reach.
   */
  parseBaseUrl(text: string): URL;
  /**
   * The addresses of a host, every one of them checked.
   * @throws {EgressRefused} when any is forbidden; the resolver's own error when there is none.
   */
  addressesOf(hostname: string, port: number): Promise<readonly LookupAddress[]>;
  /** Whether a connection to `hostname:port` may stand at this address. */
  admits(hostname: string, port: number, address: string): boolean;
}

export interface EgressOptions {
  /** The operator's list of `host:port` that may be private and speak plain http. Never taken from a tenant. */
  readonly allow: readonly string[];
  /** All addresses of a name; the system's resolver unless given. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
}

const HTTPS_PORT = 443;
const FORBIDDEN =
  'This address is not allowed: only public hosts can be reached, unless the operator allows the host.';

const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? HTTPS_PORT : 80);

/** An IPv6 host without the brackets that a URL puts around it. */
const bare = (hostname: string): string => hostname.replace(/^\[(?<inner>.*)\]$/, '$<inner>');

/** @throws {RangeError} for an entry of the operator's list that is no `host:port`. */
export function createEgressPolicy({ allow, resolve = systemResolve }: EgressOptions): EgressPolicy {
  const allowed = parseAllowList(allow);
  const isAllowed = (hostname: string, port: number): boolean => {
    const host = bare(hostname);
    return allowed.has(endpoint(isIP(host) === 6 ? `[${host}]` : host, port));
  };

  const admits = (hostname: string, port: number, address: string): boolean =>
    isAllowed(hostname, port) || isPublicAddress(address);

  return {
    admits,

    parseBaseUrl(text) {
      const url = parseUrl(text);
      const port = portOf(url);
      if (isAllowed(url.hostname, port)) return url;
      const host = bare(url.hostname);
      if (!isPublicName(host) && !isPublicAddress(host)) throw new EgressRefused(FORBIDDEN);
      if (url.protocol !== 'https:') throw new EgressRefused('The base URL must begin with https://.');
      if (port !== HTTPS_PORT)
        throw new EgressRefused(`Port ${port} is not allowed, unless the operator allows it.`);
      return url;
    },

    async addressesOf(hostname, port) {
      const host = bare(hostname);
      const family = isIP(host);
      const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
      const allAdmitted =
        addresses.length > 0 && addresses.every(({ address }) => admits(hostname, port, address));
      if (!allAdmitted) throw new EgressRefused(FORBIDDEN);
      return addresses;
    },
  };
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text))
    throw new EgressRefused('The base URL is no URL, such as https://postiz.example.com/api.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new EgressRefused('The base URL must begin with https://.');
  }
  if (url.username !== '' || url.password !== '')
    throw new EgressRefused('The base URL must not hold a user or password.');
  // `search` and `hash` are empty also for a bare "?" or "#", which would still swallow the path put behind it.
  if (/[?#]/.test(url.href)) throw new EgressRefused('The base URL must not hold a query or a fragment.');
  if (/%2f|%5c/i.test(url.pathname))
    throw new EgressRefused('The path of the base URL must not hold encoded slashes.');
  // One trailing dot names the same host; without it, names compare as they read.
  url.hostname = url.hostname.replace(/[.]$/, '');
  return url;
}

function systemResolve(hostname: string): Promise<readonly LookupAddress[]> {
  return lookup(hostname, { all: true });
}
