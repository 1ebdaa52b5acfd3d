import type { Service } from '@clipcast/contracts';
import { Option, type Command } from 'commander';
import type { AcceptedLog, RenewedLog } from '../answers.ts';
import { withApi } from '../call.ts';
import { EXIT, Failure } from '../failure.ts';
import { serviceArgument } from '../service-argument.ts';
import type { Surroundings } from '../surroundings.ts';

/** `ops subscriptions accept-log`: what follows a log whose database was put back. */
export function addAcceptLog(subscriptions: Command, surroundings: Surroundings): void {
  subscriptions
    .command('accept-log')
    .description(
      "let a policy that halted because its source's database was put back go on with that log as it is",
    )
    .addArgument(serviceArgument())
    .argument('<name>', 'which policy; subscriptions list shows them')
    .addOption(
      new Option(
        '--from <place>',
        'skip what the log holds already (head), or take it from the first fact on (start)',
      )
        .choices(['head', 'start'])
        .makeOptionMandatory(),
    )
    .action((service: Service, name: string, { from }: { from: string }, command: Command) =>
      withApi(surroundings, command, async ({ api, show }) => {
        const path = `subscriptions/${encodeURIComponent(name)}/accept-log`;
        const accepted = await api.post<AcceptedLog>(service, path, { from });
        show(accepted, () => `${name} goes on after fact ${accepted.position} of ${accepted.source}.`);
      }),
    );
}

/** `ops log renew-epoch`: what is said once for a log whose database was put back. */
export function addLog(program: Command, surroundings: Surroundings): void {
  program
    .command('log')
    .description("a service's log, after its database was put back")
    .command('renew-epoch')
    .description(
      'begin a new epoch and fill the JetStream stream anew; everything that follows this log halts',
    )
    .addArgument(serviceArgument())
    .option('--yes', 'it is meant')
    .action((service: Service, { yes }: { yes?: true }, command: Command) =>
      withApi(surroundings, command, async ({ api, show }) => {
        if (!yes) {
          const text =
            `Everything that follows ${service}'s log will halt until you decide for each. Only after an older database ` +
            'was put back: docs/how-to/put-a-database-back.md. If it is meant, add --yes.';
          throw new Failure(text, EXIT.usage);
        }
        const renewed = await api.post<RenewedLog>(service, 'log/renew-epoch', { confirm: service });
        show(renewed, () => `${service}: epoch ${renewed.epoch}; ${renewed.stream} is being filled again.`);
      }),
    );
}
