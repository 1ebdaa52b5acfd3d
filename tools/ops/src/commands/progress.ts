import { services } from '@clipcast/contracts';
import type { Command } from 'commander';
import type { Items, RelayState, SubscriptionState } from '../answers.ts';
import { withApi } from '../call.ts';
import { addAcceptLog } from './put-back.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

/** `ops subscriptions list` and `ops relay`: how far everything is that moves facts. */
export function addProgress(program: Command, surroundings: Surroundings): void {
  const subscriptions = program
    .command('subscriptions')
    .description('projections and policies: how far they are, and what has stopped');
  addAcceptLog(subscriptions, surroundings);
  subscriptions
    .command('list')
    .description('show all of every service')
    .action((_options: unknown, command: Command) =>
      withApi(surroundings, command, async ({ api, show }) => {
        const found = await Promise.all(
          services.map(async (service) => ({
            service,
            ...(await api.get<Items<SubscriptionState>>(service, 'subscriptions')),
          })),
        );
        const rows = found.flatMap(({ service, items }) =>
          items.map(({ name, source, kind, status, reason, position, head, lag, parkedStreams }) => [
            service,
            name,
            kind,
            source,
            reason === null ? status : `${status}: ${reason}`,
            position,
            head ?? '–',
            lag ?? '–',
            String(parkedStreams),
          ]),
        );
        const headings = ['service', 'name', 'kind', 'source', 'status', 'fact', 'head', 'lag', 'parked'];
        show(found, () => table(headings, rows));
      }),
    );

  program
    .command('relay')
    .description('how far each log is published to its stream')
    .action((_options: unknown, command: Command) =>
      withApi(surroundings, command, async ({ api, show }) => {
        const found = await Promise.all(
          services.map(async (service) => ({ service, ...(await api.get<RelayState>(service, 'relay')) })),
        );
        const rows = found.map(({ service, head, published, lag, trouble }) => [
          service,
          head,
          published ?? '–',
          lag ?? '–',
          trouble ?? '',
        ]);
        show(found, () => table(['service', 'log', 'stream', 'lag', 'trouble'], rows));
      }),
    );
}
