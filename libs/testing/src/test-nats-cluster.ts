import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import {
  findOrFetchNatsServer,
  freePort,
  lastLines,
  LocalServerError,
  RestartableProcess,
  waitUntil,
} from '@clipcast/local-servers';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

/** One server of a cluster. */
export interface TestNatsNode {
  readonly name: string;
  readonly url: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Starts it again with the same ports and store; does not wait until it has caught up. */
  restart(): void;
}

/** Three nats-servers that keep their streams together. */
export interface TestNatsCluster {
  /** All three, separated by commas. */
  readonly url: string;
  readonly nodes: readonly TestNatsNode[];
  /** The server that leads a stream; fails while none does. */
  leaderOf(stream: string): Promise<TestNatsNode>;
  /** Ends all servers and removes what they stored. */
  stop(): Promise<void>;
}

const SIZE = 3;
const ATTEMPTS = 3;
const READY_WITHIN_MS = 15_000;

class Node implements TestNatsNode {
  readonly name: string;
  readonly url: string;
  readonly #process = new RestartableProcess(systemRuntime);
  readonly #folder: string;

  constructor(
    private readonly binary: string,
    index: number,
    ports: readonly number[],
    routePorts: readonly number[],
    dataDir: string,
  ) {
    this.name = `node-${index + 1}`;
    this.url = `nats://127.0.0.1:${ports[index]}`;
    this.#folder = join(dataDir, this.name);
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(
      join(this.#folder, 'nats.conf'),
      [
        `server_name: ${this.name}`,
        `listen: "127.0.0.1:${ports[index]}"`,
        `jetstream { store_dir: ${JSON.stringify(join(this.#folder, 'store'))} }`,
        `cluster {`,
        `  name: test`,
        `  listen: "127.0.0.1:${routePorts[index]}"`,
        `  routes: [${routePorts.map((port) => `"nats://127.0.0.1:${port}"`).join(', ')}]`,
        `}`,
        '',
      ].join('\n'),
    );
  }

  restart(): void {
    const args = ['-c', join(this.#folder, 'nats.conf')];
    this.#process.launch({ command: this.binary, args, logFile: this.log, cwd: this.#folder });
  }

  async kill(): Promise<void> {
    await this.#process.stop();
  }

  get log(): string {
    return join(this.#folder, 'nats.log');
  }

  get running(): boolean {
    return this.#process.pid !== 0;
  }
}

/** A connection of its own for every question, since one that is being restored loses what it is asked. */
async function ask<T>(servers: string[], question: (manager: JetStreamManager) => Promise<T>): Promise<T> {
  const connection = await connect({ servers, timeout: 1_000, maxReconnectAttempts: 1 });
  try {
    return await question(await jetstreamManager(connection, { timeout: 1_000 }));
  } finally {
    await connection.close();
  }
}

const distinctFreePorts = async (count: number): Promise<number[]> => {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
};

const answers = (node: Node): Promise<boolean> =>
  ask([node.url], (manager) => manager.getAccountInfo()).then(
    () => true,
    () => false,
  );

/** Starts all servers; a port that somebody took in between ends one of them, and shows soon. */
async function startNodes(binary: string, dataDir: string): Promise<Node[]> {
  const ports = await distinctFreePorts(2 * SIZE);
  const [clients, routes] = [ports.slice(0, SIZE), ports.slice(SIZE)];
  const nodes = clients.map((_, index) => new Node(binary, index, clients, routes, dataDir));
  for (const node of nodes) node.restart();
  const settled = async () =>
    nodes.some((node) => !node.running) || (await Promise.all(nodes.map(answers))).every(Boolean);
  const inTime = await waitUntil(systemRuntime, settled, { withinMs: READY_WITHIN_MS, everyMs: 50 });
  const ended = nodes.find((node) => !node.running) ?? (inTime ? undefined : nodes[0]);
  if (!ended) return nodes;
  await Promise.all(nodes.map((node) => node.kill()));
  throw new LocalServerError(`The NATS cluster did not start:\n${lastLines(ended.log)}`);
}

/** Starts three servers with empty stores, as real processes; takes a few seconds. Stop it in `afterAll`. */
export async function testNatsCluster(): Promise<TestNatsCluster> {
  const { path } = await findOrFetchNatsServer();
  const dataDir = mkdtempSync(join(tmpdir(), 'clipcast-test-nats-cluster-'));
  const start = async (): Promise<Node[]> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await startNodes(path, join(dataDir, String(attempt)));
      } catch (error) {
        if (attempt === ATTEMPTS || !(error instanceof LocalServerError)) throw error;
      }
    }
  };
  const nodes = await start();
  return {
    url: nodes.map(({ url }) => url).join(','),
    nodes,
    leaderOf: async (stream) => {
      const up = nodes.filter(({ running }) => running).map(({ url }) => url);
      const { cluster } = await ask(up, (manager) => manager.streams.info(stream));
      const leader = nodes.find(({ name }) => name === cluster?.leader);
      if (!leader) throw new Error(`${stream} has no leader.`);
      return leader;
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
