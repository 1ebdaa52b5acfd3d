import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Azure's platform address: public by its number, reachable only from inside a machine there. */
const INNER_UNICAST = new Set(['168.63.129.16']);

/** The first three bits of 2000::/3, the only part of IPv6 that is given out for the public internet. */
const isGlobalUnicast = (firstByte: number | undefined): boolean =>
  firstByte !== undefined && firstByte >> 5 === 1;

/**
 * Whether an address is proven to be a public unicast address; everything else is not, forms we do not know included.
 * Decided on parsed bytes, since one address has many texts, and IPv4 inside IPv6 is judged as the IPv4 it is.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv4') return !INNER_UNICAST.has(parsed.toString());
  return isGlobalUnicast(parsed.toByteArray()[0]);
}
