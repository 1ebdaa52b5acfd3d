import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { registerFaultControl } from './fault-control.ts';
import { registerJudge } from './judge-routes.ts';
import { registerOrganisationControl } from './organisation-control.ts';
import { registerWorldControl } from './world-control.ts';

/** How tests and operators steer the sandbox. It has no key: the sandbox listens on this machine only. */
export function registerControlApi(app: FastifyInstance, context: SandboxContext): void {
  registerOrganisationControl(app, context);
  registerJudge(app, context);
  registerFaultControl(app, context);
  registerWorldControl(app, context);
}
