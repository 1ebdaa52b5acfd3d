import type { FastifyInstance } from 'fastify';
import { sweep } from '../publishing/sweep.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { ClockBody, ModeBody } from './control-body.ts';
import { parse, refused } from './parse-control.ts';

/** What holds for the sandbox as a whole: the version it plays, its clock, and the sweep of what was forgotten. */
export function registerWorldControl(app: FastifyInstance, context: SandboxContext): void {
  const { store, limiter, runtime, clock } = context;

  app.post('/sandbox/mode', (request, reply) => {
    const { version, organisation: name } = parse(ModeBody, request.body);
    if (name === undefined) {
      if (version === null)
        throw refused(400, 'Only an organisation can go back to the version of the sandbox');
      store.record({ type: 'version-set', version });
      limiter.reset();
      return reply.send({ version });
    }
    const organisation = store.state.organisations.get(name);
    if (!organisation) throw refused(404, `There is no organisation named ${name}`);
    store.record({ type: 'organisation-saved', organisation: { ...organisation, version } });
    limiter.reset(name);
    return reply.send({ version, organisation: name });
  });

  app.get('/sandbox/mode', (_request, reply) => reply.send({ version: store.state.version }));

  app.post('/sandbox/clock', (request, reply) => {
    clock.shift(parse(ClockBody, request.body).offsetMs);
    return reply.send({ now: clock.now().toISOString(), offsetMs: clock.offsetMs });
  });

  app.get('/sandbox/clock', (_request, reply) =>
    reply.send({ now: clock.now().toISOString(), offsetMs: clock.offsetMs }),
  );

  app.post('/sandbox/sweep', (_request, reply) => {
    const restarted = sweep(store.state, runtime.clock.now());
    store.record(...restarted);
    return reply.send({ restarted: restarted.length });
  });
}
