import { services, type Service } from '@clipcast/contracts';
import { NatsLink, streamOf } from '@clipcast/messaging';
import { portOf } from '@clipcast/platform';
import type { Command } from 'commander';
import { withApi, type Call } from '../call.ts';
import { EXIT, Failure, UnreachableFailure } from '../failure.ts';
import { followerMarks, ownConsumers, unwantedChanges, untilFollowed } from '../prove/follower-marks.ts';
import { proofText } from '../prove/proof-text.ts';
import { judge, type Proof, type StreamProof } from '../prove/proof.ts';
import { isProved, proveReadModels, type ReadModelProof } from '../prove/read-model-proofs.ts';
import { compareStreamWithLog } from '../prove/stream-against-log.ts';
import { Streams } from '../prove/streams.ts';
import type { Surroundings } from '../surroundings.ts';

const CONNECT_MS_MAX = 5_000;
const NEVER = new AbortController().signal;

interface ProveOptions {
  readonly wipe: boolean;
  readonly nats?: string;
}

/** `ops prove`, which is `npm run prove`. */
export function addProve(program: Command, surroundings: Surroundings): void {
  program
    .command('prove')
    .description(
      'build every read model from its log into scratch, wipe JetStream, and show that what serves is what the logs say',
    )
    .option('--no-wipe', 'leave JetStream alone')
    .option('--nats <url>', 'where JetStream is')
    .action((options: ProveOptions, command: Command) =>
      withApi(surroundings, command, async (call) => {
        const proof = options.wipe
          ? await withNats(call, options, (link) => proveWithWipe(call, link))
          : await proveWithoutWipe(call);
        call.show(proof, () => `\n${proofText(proof)}`);
        if (!proof.proved) throw new Failure('', EXIT.failed);
      }),
    );
}

async function proveWithoutWipe(call: Call): Promise<Proof> {
  const readModels = await proveReadModels(call, teller(call));
  return judge({ setAside: (await followerMarks(call)).letters.size, readModels });
}

async function withNats<T>(
  { config, runtime }: Call,
  { nats }: ProveOptions,
  work: (link: NatsLink) => Promise<T>,
): Promise<T> {
  const url = nats ?? config.natsUrl ?? `nats://127.0.0.1:${portOf(config.port, 'nats')}`;
  const link = new NatsLink(url, 'clipcast-prove', runtime);
  try {
    await link.connection(runtime.timers.deadline(CONNECT_MS_MAX)).catch((cause: unknown) => {
      const text = `NATS at ${new URL(url).host} does not answer. Say where it is: NATS_URL, or --nats <url>.`;
      throw new UnreachableFailure(text, { cause });
    });
    return await work(link);
  } finally {
    await link.close();
  }
}

async function proveWithWipe(call: Call, link: NatsLink): Promise<Proof> {
  const note = (line: string): void => {
    if (!call.json) call.say(line);
  };
  const streams = new Streams(link, call.runtime, NEVER);
  const ours = await ownConsumers(call);
  for (const service of services) await streams.refuseStrangers(service, ours);

  note('Building every read model from its log, beside the one that serves');
  const readModels = await proveReadModels(call, teller(call));

  note('Deleting the streams of JetStream, which the relays fill again');
  const before = await followerMarks(call);
  const refilled = await Promise.all(services.map((service) => streams.wipe(service)));
  const heads = new Map(refilled.map(({ service, head }): [Service, bigint] => [service, head]));
  const compared: StreamProof[] = [];
  for (const { service, messagesBefore, head, seconds } of refilled) {
    const { events, differences } = await compareStreamWithLog(link, service, head, NEVER);
    compared.push({
      stream: streamOf(service),
      messagesBefore,
      events: String(events),
      seconds,
      differences,
    });
    note(`  ${streamOf(service)}: ${events} events, ${differences.length === 0 ? 'equal' : 'DIFFERENT'}`);
  }
  const behind = await untilFollowed(call, heads);

  note('Building every read model from its log once more: nothing may be applied twice');
  const again = await proveReadModels(call, teller(call));
  const after = await followerMarks(call);
  const followers = [...behind, ...unwantedChanges(before, after)];
  return judge({
    setAside: after.letters.size,
    readModels,
    wiped: { streams: compared, followers, readModels: again },
  });
}

const teller =
  ({ json, say }: Call) =>
  (proof: ReadModelProof): void => {
    if (json) return;
    const at = proof.comparison ? ` at fact ${proof.comparison.position}` : `: ${proof.trouble ?? ''}`;
    say(`  ${proof.service} ${proof.name}: ${isProved(proof) ? 'equal' : 'DIFFERENT'}${at}`);
  };
