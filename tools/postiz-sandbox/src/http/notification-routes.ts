import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { badRequest } from './answer.ts';
import { publicRoute } from './public-route.ts';

const PAGE_SIZE = 100;

export function registerNotificationRoutes(app: FastifyInstance, context: SandboxContext): void {
  publicRoute(app, context, {
    method: 'GET',
    path: '/notifications',
    needs: 'notifications',
    work: ({ organisation, query }) => {
      const asked = query('page') ?? '0';
      if (!/^\d{1,9}$/.test(asked))
        throw badRequest(['page must be an integer number', 'page must not be less than 0']);
      const page = Number(asked);
      const own = (context.store.state.notifications.get(organisation.name) ?? []).toReversed();
      const end = (page + 1) * PAGE_SIZE;
      const notifications = own
        .slice(page * PAGE_SIZE, end)
        .map(({ id, content, createdAt }) => ({ id, content, link: null, createdAt }));
      return {
        status: 200,
        body: { notifications, total: own.length, page, limit: PAGE_SIZE, hasMore: own.length > end },
      };
    },
  });
}
