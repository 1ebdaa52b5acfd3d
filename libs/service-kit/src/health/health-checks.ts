import type { Runtime } from '@clipcast/kernel';

/** Something the service leans on. */
export interface HealthCheck {
  /** Undefined when all is well, else a short reason that holds no secret. Throwing counts as failing. */
  check(): Promise<string | undefined>;
  /** Whether the service is of no use without it. One that is not required only degrades the service. */
  readonly required: boolean;
}

export interface CheckResult {
  readonly status: 'ok' | 'failing';
  readonly required: boolean;
  readonly reason?: string;
}

export interface HealthReport {
  readonly status: 'ready' | 'degraded' | 'unavailable' | 'stopping';
  readonly checks: Readonly<Record<string, CheckResult>>;
}

const CHECK_MS_MAX = 2_000;

/** The checks of a service; modules register theirs when they start. */
export class HealthChecks {
  readonly #checks = new Map<string, HealthCheck>();
  #phase: 'starting' | 'serving' | 'stopping' = 'starting';

  constructor(private readonly runtime: Pick<Runtime, 'timers'>) {}

  register(name: string, check: HealthCheck): void {
    this.#checks.set(name, check);
  }

  /** From now on the service counts as started. */
  started(): void {
    this.#phase = 'serving';
  }

  /** From now on the service is not ready, whatever its checks say. */
  stopping(): void {
    this.#phase = 'stopping';
  }

  /** Whether the service has come up; it stays so, also when a check fails later. */
  get hasStarted(): boolean {
    return this.#phase !== 'starting';
  }

  get isStopping(): boolean {
    return this.#phase === 'stopping';
  }

  /** Runs all checks side by side, each for at most two seconds. */
  async report(): Promise<HealthReport> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await this.#run(check)] as const),
    );
    const failing = results.filter(([, result]) => result.status === 'failing');
    const checks = Object.fromEntries(results);
    if (this.#phase === 'stopping') return { status: 'stopping', checks };
    if (failing.some(([, result]) => result.required)) return { status: 'unavailable', checks };
    return { status: failing.length > 0 ? 'degraded' : 'ready', checks };
  }

  async #run(healthCheck: HealthCheck): Promise<CheckResult> {
    const { required } = healthCheck;
    const signal = this.runtime.timers.deadline(CHECK_MS_MAX);
    const late = new Promise<string>((resolve) => {
      signal.addEventListener('abort', () => resolve('no answer in time'), { once: true });
    });
    // The error itself may name hosts and users, and this answer is public.
    const reason = await Promise.race([healthCheck.check().catch(() => 'the check failed'), late]);
    return reason === undefined ? { status: 'ok', required } : { status: 'failing', required, reason };
  }
}
