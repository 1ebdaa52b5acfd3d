import type { Service } from '@clipcast/contracts';
import { Option, type Command } from 'commander';
import type { DeadLetter, Items } from '../answers.ts';
import { withApi, type Call } from '../call.ts';
import { EXIT, Failure } from '../failure.ts';
import { optionalServiceArgument, serviceArgument, servicesOf } from '../service-argument.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

interface Scope {
  readonly subscription?: string;
  readonly profile?: string;
  readonly stream?: string;
}

interface ListOptions {
  readonly subscription?: string;
  readonly status?: string;
  readonly limit: string;
}

interface ReplayReport {
  readonly replayed: number;
  readonly failed: readonly { readonly id: string; readonly error: string }[];
}

/** `ops dead-letters …` */
export function addDeadLetters(program: Command, surroundings: Surroundings): void {
  const letters = program
    .command('dead-letters')
    .description('what was set aside: look at it, replay it, give it up');

  letters
    .command('list')
    .description('the newest first')
    .addArgument(optionalServiceArgument())
    .option('--subscription <name>', 'of one subscription')
    .addOption(new Option('--status <status>', 'in one state').choices(['parked', 'replayed', 'discarded']))
    .option('--limit <count>', 'at most so many of each service (1 to 200)', '50')
    .action((service: Service | undefined, options: ListOptions, command: Command) =>
      withApi(surroundings, command, (call) => list(call, servicesOf(service), options)),
    );

  letters
    .command('show')
    .description('one with its event')
    .addArgument(serviceArgument())
    .argument('<id>')
    .action((service: Service, id: string, _options: unknown, command: Command) =>
      withApi(surroundings, command, async ({ api, show }) => {
        const letter = await api.get<DeadLetter>(service, `dead-letters/${encodeURIComponent(id)}`);
        show(letter, () => JSON.stringify(letter, null, 2));
      }),
    );

  scoped(letters, 'replay', 'handle letters again, in the order of their streams')
    .option('--reason <text>', 'kept with the letters')
    .action(
      (service: Service, id: string | undefined, options: Scope & { reason?: string }, command: Command) =>
        withApi(surroundings, command, (call) => replay(call, service, bodyOf(id, options))),
    );

  scoped(letters, 'discard', 'give letters up; what comes after them can be replayed then')
    .requiredOption('--reason <text>', 'why; kept with the letters')
    .action(
      (service: Service, id: string | undefined, options: Scope & { reason: string }, command: Command) =>
        withApi(surroundings, command, async ({ api, show }) => {
          const report = await api.post<{ discarded: number }>(
            service,
            'dead-letters/discard',
            bodyOf(id, options),
          );
          show(report, () => `${report.discarded} discarded.`);
        }),
    );
}

const scoped = (letters: Command, name: string, description: string): Command =>
  letters
    .command(name)
    .description(description)
    .addArgument(serviceArgument())
    .argument('[id]', 'one letter; or name a subscription')
    .option('--subscription <name>', 'all that it has parked')
    .option('--profile <id>', 'with --subscription and --stream: one stream of it')
    .option('--stream <id>');

function bodyOf(
  id: string | undefined,
  { subscription, profile, stream, ...rest }: Scope & { reason?: string },
) {
  if ((id === undefined) === (subscription === undefined)) {
    throw new Failure(
      'Name one letter by its id, or --subscription (with --profile and --stream for one stream).',
      EXIT.usage,
    );
  }
  const { reason } = rest;
  return {
    ...(id !== undefined && { id }),
    ...(subscription !== undefined && { subscription }),
    ...(profile !== undefined && { profileId: profile }),
    ...(stream !== undefined && { streamId: stream }),
    ...(reason !== undefined && { reason }),
  };
}

async function list(
  { api, show }: Call,
  services: readonly Service[],
  { subscription, status, limit }: ListOptions,
): Promise<void> {
  const query = new URLSearchParams({
    limit,
    ...(subscription !== undefined && { subscription }),
    ...(status !== undefined && { status }),
  });
  const found = await Promise.all(
    services.map(async (service) => ({
      service,
      ...(await api.get<Items<DeadLetter>>(service, `dead-letters?${query.toString()}`)),
    })),
  );
  const rows = found.flatMap(({ service, items }) =>
    items.map((letter) => [
      service,
      letter.id,
      letter.subscription,
      `${letter.source} ${letter.number}`,
      letter.eventType,
      letter.status,
      letter.error.split('\n', 1)[0]?.slice(0, 80) ?? '',
    ]),
  );
  const headings = ['service', 'id', 'subscription', 'event', 'type', 'status', 'error'];
  const more = found.some(({ nextCursor }) => nextCursor !== undefined)
    ? '\nThere are more: raise --limit.'
    : '';
  show(found, () => (rows.length === 0 ? 'There are none.' : table(headings, rows) + more));
}

async function replay({ api, show }: Call, service: Service, body: object): Promise<void> {
  const report = await api.post<ReplayReport>(service, 'dead-letters/replay', body);
  const failed = report.failed.map(({ id, error }) => `\n  ${id}: ${error}`).join('');
  show(report, () => `${report.replayed} replayed${failed === '' ? '.' : `, stopped at:${failed}`}`);
  if (report.failed.length > 0) throw new Failure('Some streams stay parked.');
}
