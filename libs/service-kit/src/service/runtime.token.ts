/** Injects the process's `Runtime`: `@Inject(RUNTIME) private readonly runtime: Runtime`. */
export const RUNTIME = Symbol('RUNTIME');
