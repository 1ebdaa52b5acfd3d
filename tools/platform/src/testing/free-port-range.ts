import { systemRuntime } from '@clipcast/kernel';
import { isPortFree } from '@clipcast/local-servers';
import { PORT_OFFSETS } from '../setup/ports.ts';

/** Below the ports that systems give to outgoing connections, which would take one of ours in between. */
const LOWEST = 10_000;
const SPAN = 20_000;

/** An edge port whose whole range is free. */
export async function freePortRange(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(systemRuntime.random.fraction() * SPAN);
    const free = await Promise.all(Object.values(PORT_OFFSETS).map((offset) => isPortFree(port + offset)));
    if (!free.includes(false)) return port;
  }
}
