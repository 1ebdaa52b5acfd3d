import type { Service } from '@clipcast/contracts';
import type { Command } from 'commander';
import type { Items, ProjectionState, RebuildState } from '../answers.ts';
import { withApi, type Call } from '../call.ts';
import { optionalServiceArgument, serviceArgument, servicesOf } from '../service-argument.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import { followRebuild } from './follow-rebuild.ts';

/** `ops projections …` */
export function addProjections(program: Command, surroundings: Surroundings): void {
  const projections = program
    .command('projections')
    .description('read models: how far they are; build anew; go back');

  projections
    .command('list')
    .description('show every read model')
    .addArgument(optionalServiceArgument())
    .action((service: Service | undefined, _options: unknown, command: Command) =>
      withApi(surroundings, command, (call) => list(call, servicesOf(service))),
    );

  const changing = [
    ['rebuild', 'build a read model from its log anew, beside the one that serves, then switch'],
    ['switch-back', 'let the tables serve again that served before the last switch'],
  ] as const;
  for (const [action, description] of changing) {
    projections
      .command(action)
      .description(description)
      .addArgument(serviceArgument())
      .argument('<name>', 'which read model; projections list shows them')
      .option('--no-wait', 'ask for it and do not wait for the switch')
      .action((service: Service, name: string, { wait }: { wait: boolean }, command: Command) =>
        withApi(surroundings, command, async (call) => {
          const path = `projections/${encodeURIComponent(name)}/${action}`;
          const asked = await call.api.post<ProjectionState>(service, path);
          if (wait) {
            const state = await followRebuild(call, service, asked);
            if (call.json) call.show(state, () => '');
          } else call.show(asked, () => `${name}: asked for. Watch it with: npm run ops -- projections list`);
        }),
      );
  }
}

async function list({ api, show }: Call, services: readonly Service[]): Promise<void> {
  const found = await Promise.all(
    services.map(async (service) => ({
      service,
      ...(await api.get<Items<ProjectionState>>(service, 'projections')),
    })),
  );
  const rows = found.flatMap(({ service, items }) =>
    items.map((item) => [
      service,
      item.name,
      item.source,
      versionOf(item),
      item.reason === null ? item.status : `${item.status}: ${item.reason}`,
      item.position,
      item.lag ?? '–',
      rebuildOf(item.rebuild),
      item.wayBack ? `v${item.wayBack.version} at ${item.wayBack.position}` : '–',
    ]),
  );
  const headings = [
    'service',
    'read model',
    'source',
    'version',
    'status',
    'fact',
    'lag',
    'rebuild',
    'way back',
  ];
  show(found, () => table(headings, rows));
}

const versionOf = ({ version, servingVersion }: ProjectionState): string =>
  servingVersion === version ? `v${version}` : `v${servingVersion ?? 'none'} → v${version}`;

function rebuildOf(rebuild: RebuildState | null): string {
  if (!rebuild || rebuild.status === 'done') return '–';
  const eta = rebuild.etaSeconds === null ? '' : `, ${rebuild.etaSeconds} s to go`;
  return `${rebuild.percent.toFixed(2)} %${eta}`;
}
