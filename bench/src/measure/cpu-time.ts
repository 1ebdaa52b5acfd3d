import { readFileSync } from 'node:fs';

/** What /proc counts in; every Linux for this kind of machine has 100 in a second. */
const TICK_MS = 10;
/** Of the fields after the name: the time in user mode, and the next one in the kernel. */
const USER_TIME = 11;

/** The CPU time that a process has used since it began, in milliseconds. @throws when it has ended. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TIME]) + Number(fields[USER_TIME + 1])) * TICK_MS;
}
