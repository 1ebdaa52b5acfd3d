import { runReplica } from '../../testing/run-replica.ts';
import { strikesFromEnvironment } from './config.ts';
import { strikingPorts } from './striking-ports.ts';

// Whoever started us keeps our input open; its end is the run's end, also when the run was killed itself.
process.stdin.once('end', () => process.exit(0)).resume();

await runReplica(strikingPorts(strikesFromEnvironment()));
