import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countsAsRequest, faultAnswer } from '../faults/fault-answer.ts';
import type { Operation, RequestFault } from '../faults/fault.ts';
import { spoiltAnswer } from '../faults/spoilt-answer.ts';
import { workUnderFault } from '../faults/work-under-fault.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Organisation } from '../state/organisation.ts';
import { organisationWithKey, traitsFor } from '../state/sandbox-state.ts';
import type { Trait, Traits } from '../state/traits.ts';
import { Refusal, type Answer } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { cut, leaveOpen, send } from './send-answer.ts';

/** A request whose key is known. */
export interface Call {
  readonly organisation: Organisation;
  readonly traits: Traits;
  readonly request: FastifyRequest;
  readonly param: (name: string) => string;
  readonly query: (name: string) => string | undefined;
}

/** The server loops and never answers. */
export const NEVER = Symbol('never answered');
type Outcome = Answer | typeof NEVER;

export interface PublicRoute<Received = undefined> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/public/v1`. */
  readonly path: string;
  readonly operation?: Operation;
  /** Which versions count requests to this handler: all of them, or those that limit more than creation. */
  readonly limited?: 'always' | 'formerly';
  /** Versions without this trait do not know the route. */
  readonly needs?: Trait;
  /** Takes the whole request in and changes nothing. What it answers is worked on afterwards, even if the client left. */
  readonly receive?: (call: Call) => Promise<Received>;
  readonly work: (call: Call, received: Received | undefined) => Outcome;
}

/** Registers a route behind what all of them share: key, faults, rate limit; and lets faults cut in at the right places. */
export function publicRoute<R>(app: FastifyInstance, context: SandboxContext, route: PublicRoute<R>): void {
  const { witness } = context;
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const key = request.headers.authorization;
    const traits = traitsFor(context.store.state, organisationWithKey(context.store.state, key ?? ''));
    if (route.needs && !traits.has(route.needs)) {
      reply.callNotFound();
      return reply;
    }
    const organisation = authenticate(context.store.state, key);
    const call = callOf(organisation, traits, request);
    const fault = context.faults.takeForRequest(organisation.name, route.operation ?? 'other');
    if (fault?.kind === 'drop-before') return cut(witness, reply);
    if (fault?.kind === 'hang' && !fault.effect) return leaveOpen(witness, reply);
    const refusesAtOnce = fault?.kind === 'status' && !fault.effect;
    if (!refusesAtOnce || countsAsRequest(fault)) reply.headers(countIfLimited(context, route, call));
    if (refusesAtOnce) throw new Refusal(faultAnswer(fault, context.publicUrl()));
    const received = await route.receive?.(call);
    if (fault?.kind === 'late-commit') reply.hijack().raw.socket?.destroy();
    await waitFor(context, fault);
    // A closing sandbox is a crash for whatever still waits: it is not done any more.
    if (context.closing.aborted) return cut(witness, reply);
    const outcome = workUnderFault(context.store, fault, () => outcomeOf(() => route.work(call, received)));
    if (fault?.kind === 'drop-after' || fault?.kind === 'late-commit') return cut(witness, reply);
    if (outcome === NEVER || fault?.kind === 'hang') return leaveOpen(witness, reply);
    return send(reply, spoiltAnswer(context, organisation.name, fault, outcome));
  };
  app.route({ method: route.method, url: route.path, handler });
}

function callOf(organisation: Organisation, traits: Traits, request: FastifyRequest): Call {
  const read = (source: unknown, name: string): unknown =>
    Object.entries(source ?? {}).find(([key]) => key === name)?.[1];
  return {
    organisation,
    traits,
    request,
    param: (name) => String(read(request.params, name)),
    query: (name) => {
      const value = read(request.query, name);
      return typeof value === 'string' ? value : undefined;
    },
  };
}

function countIfLimited<R>({ limiter }: SandboxContext, route: PublicRoute<R>, call: Call) {
  if (route.limited === undefined) return {};
  if (route.limited === 'formerly' && call.traits.has('onlyCreationIsLimited')) return {};
  return limiter.count(call.organisation, `${route.method} ${route.path}`);
}

async function waitFor(context: SandboxContext, fault: RequestFault | undefined): Promise<void> {
  if (fault?.kind !== 'delay' && fault?.kind !== 'late-commit') return;
  await context.runtime.timers.sleep(fault.delayMs ?? 1_000, context.closing);
}

function outcomeOf(work: () => Outcome): Outcome {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
