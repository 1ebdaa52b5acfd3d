import { join } from 'node:path';
import type { BenchSurroundings } from '../bench.ts';
import { Programs, SERVICE_FLAGS } from '../programs/programs.ts';
import type { RunningProgram } from '../programs/node-program.ts';
import { ServiceClient } from '../programs/service-client.ts';
import type { BenchServers } from '../servers/with-servers.ts';
import { inParallel } from './in-parallel.ts';
import { Sandbox } from './sandbox.ts';
import { Tenant } from './tenant.ts';

const TOGETHER = 8;

export interface SiteOptions {
  readonly tenants: number;
  readonly answerDelayMs: number;
}

/** profile-service and publish-service before a sandbox that takes its time to answer, and tenants who are connected. */
export class PublishingSite {
  #publish: RunningProgram | undefined;
  #client: ServiceClient | undefined;
  #profile: ServiceClient | undefined;
  readonly tenants: Tenant[] = [];
  #clipsFrom = 0n;
  #noisy: Tenant | undefined;

  private constructor(
    private readonly surroundings: BenchSurroundings,
    private readonly programs: Programs,
    readonly sandbox: Sandbox,
  ) {}

  /** @throws {Error} when something does not start. */
  static async open(
    surroundings: BenchSurroundings,
    servers: BenchServers,
    { tenants, answerDelayMs }: SiteOptions,
  ): Promise<PublishingSite> {
    const programs = await Programs.over(surroundings, servers);
    const { origin } = await programs.startSandbox({
      SANDBOX_ANSWER_DELAY_MS: String(answerDelayMs),
      SANDBOX_NETWORK_DELAY_MS: '50',
      SANDBOX_API_LIMIT: '10000000',
    });
    const site = new PublishingSite(surroundings, programs, new Sandbox(origin));
    const profile = await programs.startService('profile-service', SERVICE_FLAGS);
    site.#profile = new ServiceClient(profile.origin, programs.operatorKey);
    await site.startPublishing();
    surroundings.say(`connecting ${tenants} tenants`);
    await inParallel(Array.from({ length: tenants }), TOGETHER, async (_, index) => {
      site.tenants.push(await site.connect(`tenant-${index}`));
    });
    return site;
  }

  get directory(): string {
    return this.programs.directory;
  }

  /** Where the sandbox writes down every request. */
  get requestFile(): string {
    return join(this.programs.sandboxDirectory, 'requests.jsonl');
  }

  /** The process of publish-service. */
  get pid(): number {
    return this.#publish?.pid ?? 0;
  }

  /** @throws {RangeError} when there are not so many. */
  tenant(index: number): Tenant {
    const tenant = this.tenants[index];
    if (!tenant) throw new RangeError(`There is no tenant ${index}.`);
    return tenant;
  }

  /** A number from which clips can be counted so that none has the content of another. */
  nextClipFrom(): bigint {
    return (this.#clipsFrom += 1_000_000n);
  }

  /** Starts publish-service, with its defaults but for `settings`. */
  async startPublishing(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#publish?.stop();
    this.#publish = await this.programs.startService('publish-service', SERVICE_FLAGS, {
      CLIPCAST_PUBLISH_LEAD_SECONDS: '120',
      LOG_LEVEL: 'warn',
      ...settings,
    });
    this.#client = new ServiceClient(this.#publish.origin, this.programs.operatorKey);
  }

  /** One more tenant. */
  connect(organisation: string): Promise<Tenant> {
    const services = {
      profile: present(this.#profile),
      publish: () => present(this.#client),
    };
    return Tenant.connect(services, this.sandbox, organisation, this.surroundings.runtime);
  }

  /** The tenant of this name, connected when it is asked for first. */
  async noisyTenant(organisation: string): Promise<Tenant> {
    this.#noisy ??= await this.connect(organisation);
    return this.#noisy;
  }

  async close(): Promise<void> {
    await this.programs.close();
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('It is not running.');
  return value;
}
