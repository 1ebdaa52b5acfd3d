import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { handWritten } from './answer.ts';
import { pictureUrl } from './picture-url.ts';
import { NEVER, publicRoute } from './public-route.ts';

const HOUR_MS = 3_600_000;

/** The key check, the channels and their slots. */
export function registerChannelRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { store, runtime } = context;

  publicRoute(app, context, {
    method: 'GET',
    path: '/is-connected',
    work: () => ({ status: 200, body: { connected: true } }),
  });

  publicRoute(app, context, {
    method: 'GET',
    path: '/integrations',
    work: ({ organisation, traits, query }) => {
      const group = traits.has('customerGroups') ? query('group') : undefined;
      const picture = pictureUrl(context.publicUrl());
      const body = organisation.integrations
        .filter(({ removed, customer }) => !removed && (!group || customer?.id === group))
        .map(({ id, name, identifier, disabled, profile, customer }) => ({
          id,
          name,
          identifier,
          picture: picture({ identifier }),
          disabled,
          profile,
          ...(customer ? { customer } : {}),
        }));
      return { status: 200, body };
    },
  });

  publicRoute(app, context, {
    method: 'GET',
    path: '/groups',
    needs: 'customerGroups',
    work: ({ organisation }) => {
      const customers = organisation.integrations.flatMap(({ customer }) => customer ?? []);
      return {
        status: 200,
        body: [...new Map(customers.map((customer) => [customer.id, customer])).values()],
      };
    },
  });

  publicRoute(app, context, {
    method: 'GET',
    path: '/find-slot/:id',
    work: ({ organisation, param }) => {
      const integration = organisation.integrations.find(({ id }) => id === param('id'));
      if (!integration || integration.disabled || integration.removed) return NEVER;
      const taken = new Set(
        [...store.state.posts.publishDates(organisation.name)].map((ms) => Math.floor(ms / HOUR_MS)),
      );
      let hour = Math.floor(runtime.clock.now().getTime() / HOUR_MS) + 1;
      while (taken.has(hour)) hour += 1;
      return { status: 200, body: { date: new Date(hour * HOUR_MS).toISOString().slice(0, 19) } };
    },
  });

  publicRoute(app, context, {
    method: 'GET',
    path: '/users',
    needs: 'usersRoute',
    work: () => {
      throw handWritten(403, 'Unauthorized');
    },
  });
}
