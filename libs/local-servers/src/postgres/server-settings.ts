/** Only over TCP on this machine; a Unix socket would need a directory that both users can write. */
const ALWAYS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '400',
};

/** A test's database need not survive the machine. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '2GB' };

/** The settings of a server of ours, as its arguments. */
export const serverSettings = (port: number, fast: boolean): string[] =>
  Object.entries({ ...ALWAYS, ...(fast ? FAST : {}), port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
