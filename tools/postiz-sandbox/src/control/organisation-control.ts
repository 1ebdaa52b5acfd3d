import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Organisation } from '../state/organisation.ts';
import { IntegrationChange, OrganisationBody, OrganisationChange } from './control-body.ts';
import { parse, refused } from './parse-control.ts';
import { keyIsTaken, savedOrganisation } from './save-organisation.ts';

type Named = { Params: { name: string } };
type NamedIntegration = { Params: { name: string; id: string } };

/** Tenants: made, and changed while clients use them. */
export function registerOrganisationControl(app: FastifyInstance, context: SandboxContext): void {
  const { store, limiter, runtime } = context;

  const save = (organisation: Organisation): void => {
    if (keyIsTaken(store.state, organisation)) throw refused(409, 'Another organisation has this key');
    const before = store.state.organisations.get(organisation.name);
    store.record({ type: 'organisation-saved', organisation });
    if (before && before.version !== organisation.version) limiter.reset(organisation.name);
  };
  const known = (name: string): Organisation => {
    const organisation = store.state.organisations.get(name);
    if (!organisation) throw refused(404, `There is no organisation named ${name}`);
    return organisation;
  };

  app.post('/sandbox/organisations', (request, reply) => {
    const body = parse(OrganisationBody, request.body);
    const organisation = savedOrganisation(store.state, body, runtime.ids.next(), runtime.clock.now());
    save(organisation);
    return reply.code(201).send({ name: organisation.name, integrations: organisation.integrations });
  });

  app.get('/sandbox/organisations', (_request, reply) =>
    reply.send({ items: [...store.state.organisations.values()].map(shown) }),
  );

  app.patch<Named>('/sandbox/organisations/:name', (request, reply) => {
    const before = known(request.params.name);
    const after = { ...before, ...parse(OrganisationChange, request.body) };
    save(after);
    return reply.send(shown(after));
  });

  app.patch<NamedIntegration>('/sandbox/organisations/:name/integrations/:id', (request, reply) => {
    const { name, id } = request.params;
    const before = known(name);
    const change = parse(IntegrationChange, request.body);
    if (!before.integrations.some((integration) => integration.id === id))
      throw refused(404, `${name} has no integration ${id}`);
    const integrations = before.integrations.map((integration) =>
      integration.id === id ? { ...integration, ...change } : integration,
    );
    const after = { ...before, integrations };
    save(after);
    return reply.send(shown(after));
  });
}

/** An organisation without its key. */
const shown = ({ name, integrations, version, apiLimitPerHour, key }: Organisation) => ({
  name,
  integrations,
  version,
  apiLimitPerHour,
  revoked: key === null,
});
