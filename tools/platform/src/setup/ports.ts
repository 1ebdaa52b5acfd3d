import { isPortFree, LocalServerError } from '@clipcast/local-servers';

/** What listens on a port of its own. The names are those of the pid files (design, section 10). */
export const PORT_OFFSETS = {
  edge: 0,
  'profile-service': 1,
  'publish-service': 2,
  'billing-service': 3,
  sandbox: 10,
  nats: 22,
  postgres: 32,
} as const;

export type Listener = keyof typeof PORT_OFFSETS;

const PURPOSE: Record<Listener, string> = {
  edge: 'the edge: API and console',
  'profile-service': 'profile-service',
  'publish-service': 'publish-service',
  'billing-service': 'billing-service',
  sandbox: 'the Postiz sandbox',
  nats: 'NATS (or name a server with NATS_URL)',
  postgres: 'PostgreSQL (or name a server with DATABASE_URL)',
};

/** The port of each listener, from the edge's. */
export const portOf = (edgePort: number, listener: Listener): number => edgePort + PORT_OFFSETS[listener];

/** @throws {LocalServerError} that names every port that is taken, what it is for, and the way out. */
export async function assertPortsFree(edgePort: number, listeners: readonly Listener[]): Promise<void> {
  const states = await Promise.all(
    listeners.map(async (listener) => ({ listener, free: await isPortFree(portOf(edgePort, listener)) })),
  );
  const taken = states.filter(({ free }) => !free);
  if (taken.length === 0) return;
  const lines = taken.map(({ listener }) => `  - ${portOf(edgePort, listener)}, for ${PURPOSE[listener]}`);
  throw new LocalServerError(
    `Another program already uses ${taken.length === 1 ? 'a port' : 'ports'} that Clipcast needs:\n${lines.join('\n')}\n` +
      `End it, or choose another range of ports: CLIPCAST_PORT=${edgePort + 100} npm start`,
  );
}
