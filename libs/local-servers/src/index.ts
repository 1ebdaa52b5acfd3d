export { lastLines, type ProcessExit, type ProcessSpec } from './child-process.ts';
export { freePort, isPortFree } from './free-port.ts';
export { LocalServerError } from './local-server-error.ts';
export type { LocalServer } from './local-server.ts';
export {
  findOrFetchNatsServer,
  type NatsServerProgram,
  type NatsServerSearch,
} from './nats/find-nats-server.ts';
export { LocalNats, type LocalNatsOptions } from './nats/local-nats.ts';
export { isReachableForPostgres } from './postgres/data-directory.ts';
export { createDatabase, databaseUrl, withClient } from './postgres/databases.ts';
export { clearEarlierPostmaster } from './postgres/earlier-postmaster.ts';
export { LocalPostgres, type LocalPostgresOptions } from './postgres/local-postgres.ts';
export { commandOf, isAlive } from './process-identity.ts';
export { RestartableProcess } from './restartable-process.ts';
export type { StopStep } from './stop-process.ts';
export { waitUntil, type WaitRuntime } from './wait-until.ts';
