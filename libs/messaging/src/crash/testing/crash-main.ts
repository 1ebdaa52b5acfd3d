import { follow } from './follower.ts';
import { relay } from './relay-worker.ts';
import { write } from './writer.ts';

/** One process of a crash run: `crash-main.ts <role> <source database> <follower database> <nats> <slot> <from>`. */
const [, , role, source = '', follower = '', nats = '', slot = '', from = ''] = process.argv;
const stopping = new AbortController();
// Whoever started us ends our input to stop us, and by its own death too.
process.stdin.once('end', () => stopping.abort()).resume();
if (role === 'writer') await write(source, `w${slot}`, Number(from), stopping.signal);
if (role === 'relay') await relay(source, nats, stopping.signal);
if (role === 'subscriber') await follow(follower, nats, stopping.signal);
process.exit(0);
