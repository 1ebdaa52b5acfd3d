import type { Runtime } from '@clipcast/kernel';
import { CallGuard, type GuardState } from './call-guard.ts';

const GUARDS_MAX = 2_000;

/** The guards of all tenants: one for each tenant and host, made when it is first asked for. */
export class CallGuards {
  readonly #guards = new Map<string, CallGuard>();

  constructor(
    private readonly runtime: Runtime,
    private readonly guardsMax = GUARDS_MAX,
  ) {}

  /** @throws {TypeError} when `apiUrl` is no URL. */
  of(tenant: string, apiUrl: string): CallGuard {
    const key = JSON.stringify([tenant, new URL(apiUrl).host]);
    const guard = this.#guards.get(key) ?? new CallGuard(this.runtime);
    // The one asked for last comes last, so that those at the front are the ones to forget.
    this.#guards.delete(key);
    this.#guards.set(key, guard);
    if (this.#guards.size > this.guardsMax) this.#forgetOne();
    return guard;
  }

  /** How every guard stands that is known. */
  states(): GuardState[] {
    return [...this.#guards.values()].map((guard) => guard.state());
  }

  /** A guard that has nothing to tell is as good as a new one. */
  #forgetOne(): void {
    for (const [key, guard] of this.#guards) {
      const { breaker, inFlight, waiting } = guard.state();
      if (breaker === 'closed' && inFlight + waiting === 0) {
        this.#guards.delete(key);
        return;
      }
    }
  }
}
