import { isIP } from 'node:net';

/** Endings that name something inside a network, whatever they resolve to. */
const INNER_ENDINGS = [
  '.internal',
  '.local',
  '.localhost',
  '.localdomain',
  '.lan',
  '.intranet',
  '.home.arpa',
];

/** Whether a host name, as WHATWG `URL` gives it, may be looked up at all: no single label, no inner ending. */
export function isPublicName(hostname: string): boolean {
  if (isIP(hostname) !== 0 || !hostname.includes('.')) return false;
  return !INNER_ENDINGS.some((ending) => hostname.endsWith(ending));
}
