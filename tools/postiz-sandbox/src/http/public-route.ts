import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { faultAnswer } from '../faults/fault-answer.ts';
import type { Operation, RequestFault } from '../faults/fault.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Organisation } from '../state/organisation.ts';
import { Refusal, type Answer } from './answer.ts';
import { authenticate } from './authenticate.ts';

/** A request whose key is known. */
export interface Call {
  readonly organisation: Organisation;
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
  /** Which versions count requests to this handler. */
  readonly limited?: 'always' | '2.11';
  /** True for routes that v2.11.3 does not have: there they are unknown. */
  readonly headOnly?: boolean;
  /** Takes the whole request in and changes nothing. What it answers is worked on afterwards, even if the client left. */
  readonly receive?: (call: Call) => Promise<Received>;
  readonly work: (call: Call, received: Received | undefined) => Outcome;
}

/** Registers a route behind what all of them share: key, faults, rate limit; and lets faults cut in at the right places. */
export function publicRoute<R>(app: FastifyInstance, context: SandboxContext, route: PublicRoute<R>): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    if (route.headOnly && context.store.state.version === '2.11') {
      reply.callNotFound();
      return reply;
    }
    const call = callOf(context, request);
    const fault = context.faults.takeForRequest(call.organisation.name, route.operation ?? 'other');
    if (fault?.kind === 'status') throw new Refusal(faultAnswer(fault, context.publicUrl()));
    if (fault?.kind === 'drop-before') return cut(reply);
    if (fault?.kind === 'hang') return reply.hijack();
    reply.headers(countIfLimited(context, route, call.organisation));
    const received = await route.receive?.(call);
    if (fault?.kind === 'late-commit') cut(reply);
    await waitFor(context, fault);
    // A closing sandbox is a crash for whatever still waits: it is not done any more.
    if (context.closing.aborted) return cut(reply);
    const outcome = outcomeOf(() => route.work(call, received));
    if (fault?.kind === 'drop-after') return cut(reply);
    if (fault?.kind === 'late-commit') return reply;
    return outcome === NEVER ? reply.hijack() : send(reply, outcome);
  };
  app.route({ method: route.method, url: route.path, handler });
}

function callOf(context: SandboxContext, request: FastifyRequest): Call {
  const read = (source: unknown, name: string): unknown =>
    Object.entries(source ?? {}).find(([key]) => key === name)?.[1];
  return {
    organisation: authenticate(context.store.state, request.headers.authorization),
    request,
    param: (name) => String(read(request.params, name)),
    query: (name) => {
      const value = read(request.query, name);
      return typeof value === 'string' ? value : undefined;
    },
  };
}

function countIfLimited<R>(context: SandboxContext, route: PublicRoute<R>, organisation: Organisation) {
  const { version } = context.store.state;
  if (route.limited === undefined || (route.limited === '2.11' && version === 'head')) return {};
  return context.limiter.count(organisation.name, `${route.method} ${route.path}`);
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

/** Ends the connection without an answer. */
function cut(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.destroy();
  return reply;
}

/** Sends an answer as it is, keeping the headers that were set before. */
export function send(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status).headers(answer.headers ?? {});
  return answer.body === undefined ? reply.send() : reply.send(answer.body);
}
