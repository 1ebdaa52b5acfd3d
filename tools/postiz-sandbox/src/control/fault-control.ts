import type { FastifyInstance } from 'fastify';
import type { ArmedFault } from '../faults/fault-book.ts';
import { FaultSchema } from '../faults/fault.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { parse } from './parse-control.ts';

/** The faults that are asked for, looked at and taken away. */
export function registerFaultControl(app: FastifyInstance, { faults }: SandboxContext): void {
  app.post('/sandbox/faults', (request, reply) =>
    reply.code(201).send(shown(faults.arm(parse(FaultSchema, request.body)))),
  );

  app.get('/sandbox/faults', (_request, reply) => reply.send({ items: faults.list().map(shown) }));

  app.delete('/sandbox/faults', (_request, reply) => reply.send({ removed: faults.clear() }));
}

const shown = ({ id, fault, remaining }: ArmedFault) => ({ id, ...fault, remaining });
