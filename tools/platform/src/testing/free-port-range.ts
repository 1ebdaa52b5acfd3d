import { freePort, isPortFree } from '@clipcast/local-servers';
import { PORT_OFFSETS } from '../setup/ports.ts';

/** An edge port whose whole range is free. */
export async function freePortRange(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port > 65_000) continue;
    const free = await Promise.all(Object.values(PORT_OFFSETS).map((offset) => isPortFree(port + offset)));
    if (!free.includes(false)) return port;
  }
}
