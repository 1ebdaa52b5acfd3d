/** Injects the operator's rule on where connections may go: `@Inject(EGRESS) private readonly egress: EgressPolicy`. */
export const EGRESS = Symbol('EGRESS');
