import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../http/answer.ts';
import type { ArmedFault } from '../faults/fault-book.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { FaultBody, ModeBody, OrganisationBody, PostsQuery } from './control-body.ts';
import { judgedPost } from './judge.ts';
import { keyIsTaken, savedOrganisation } from './save-organisation.ts';

/** How tests and operators steer the sandbox. It has no key: the sandbox listens on this machine only. */
export function registerControlApi(app: FastifyInstance, context: SandboxContext): void {
  const { store, faults, limiter, runtime } = context;

  app.post('/sandbox/organisations', (request, reply) => {
    const body = parse(OrganisationBody, request.body);
    if (keyIsTaken(store.state, body)) throw refused(409, 'Another organisation has this key');
    const organisation = savedOrganisation(store.state, body, runtime.ids.next(), runtime.clock.now());
    store.record({ type: 'organisation-saved', organisation });
    return reply.code(201).send({ name: organisation.name, integrations: organisation.integrations });
  });

  app.get('/sandbox/organisations', (_request, reply) =>
    reply.send({
      items: [...store.state.organisations.values()].map(({ name, integrations }) => ({
        name,
        integrations,
      })),
    }),
  );

  app.get('/sandbox/posts', (request, reply) => {
    const { organisation } = parse(PostsQuery, request.query);
    if (organisation && !store.state.organisations.has(organisation)) {
      throw refused(404, `There is no organisation named ${organisation}`);
    }
    const posts = [...store.state.posts.values()].filter(
      (post) => !organisation || post.organisation === organisation,
    );
    return reply.send({ items: posts.map((post) => judgedPost(store.state, post)) });
  });

  app.post('/sandbox/faults', (request, reply) => {
    const fault = parse(FaultBody, request.body);
    return reply.code(201).send(shown(faults.arm(fault)));
  });

  app.get('/sandbox/faults', (_request, reply) => reply.send({ items: faults.list().map(shown) }));

  app.delete('/sandbox/faults', (_request, reply) => reply.send({ removed: faults.clear() }));

  app.post('/sandbox/mode', (request, reply) => {
    const { version } = parse(ModeBody, request.body);
    store.record({ type: 'version-set', version });
    limiter.reset();
    return reply.send({ version });
  });

  app.get('/sandbox/mode', (_request, reply) => reply.send({ version: store.state.version }));
}

const shown = ({ id, fault, remaining }: ArmedFault) => ({ id, ...fault, remaining });

const refused = (status: number, error: string): Refusal => new Refusal({ status, body: { error } });

function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Refusal({ status: 400, body: { error: 'The request is not valid', problems } });
}
