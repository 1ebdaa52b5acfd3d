import { spawn } from 'node:child_process';

/**
 * Counts the seconds in which no process listed in `users/` lives; at 60 it stops the server. It takes the same lock
 * as those who join, so that nobody joins a server that is about to end.
 */
const WATCH = `
idle=0
while kill -0 "$1" 2>/dev/null; do
  sleep 5
  idle=$((idle + 5))
  for user in users/*; do
    if kill -0 "\${user#users/}" 2>/dev/null; then idle=0; else rm -f "$user"; fi
  done
  if [ "$idle" -ge 60 ] && mkdir lock 2>/dev/null; then
    echo $$ > lock/pid
    if [ -z "$(ls users)" ]; then rm -f url; kill -INT "$1"; idle=-1000; fi
    rm -rf lock
  fi
done
`;

/** Leaves a small shell behind that stops process `pid` once nobody registered in `directory/users` lives any more. */
export function stopWhenUnused(directory: string, pid: number): void {
  const options = { cwd: directory, detached: true, stdio: 'ignore' } as const;
  spawn('/bin/sh', ['-c', WATCH, 'sh', String(pid)], options).unref();
}
