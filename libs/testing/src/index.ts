export { deciderSpec, type DeciderShape, type Outcome } from './decider-spec.ts';
export { eventually } from './eventually.ts';
export { startTestServers } from './servers.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { testNats, type TestNats } from './test-nats.ts';
export { testNatsCluster, type TestNatsCluster, type TestNatsNode } from './test-nats-cluster.ts';
export type { TestServers, TestServersOptions } from './test-servers.ts';
export { traceSink, type SeenSpan, type TraceSink } from './trace-sink.ts';
