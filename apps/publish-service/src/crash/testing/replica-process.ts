import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ProfileId } from '@clipcast/kernel';
import { httpAsk, type Ask } from '../../testing/http-ask.ts';
import type { Strikes } from './crash-point.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const SAID_MAX = 4_000;
const LISTENS = /"address":"(http:[^"]+)"/;
const SIGN = /^(struck|settled) (\S+)$/;

/** `struck`: it has come to a profile's point. `settled`: it was woken there, and its call has come to an end. */
export type Sign = 'struck' | 'settled';

/** A replica of publish-service in a process of its own. */
export class ReplicaProcess {
  /** Asks it; rejects while it does not listen, and when it is gone. */
  readonly ask: Ask;
  readonly ended: Promise<NodeJS.Signals | null>;
  readonly #child: ChildProcess;
  readonly #address = Promise.withResolvers<string>();
  #said = '';

  /** `onSign` is told whose point it has come to, before it is struck down there. */
  constructor(
    environment: Readonly<Record<string, string>>,
    strikes: Strikes,
    onSign: (sign: Sign, profileId: ProfileId) => void,
  ) {
    const hooks = path('../../../../../libs/service-kit/src/testing/swc-hooks.mjs');
    const child = spawn(
      process.execPath,
      ['--conditions=@clipcast/source', `--import=${hooks}`, path('./crash-main.ts')],
      {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...environment, CLIPCAST_CRASH_STRIKES: JSON.stringify(strikes) },
      },
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, sign, profileId] = SIGN.exec(line) ?? [];
      if (sign) onSign(sign as Sign, profileId as ProfileId);
      const address = LISTENS.exec(line)?.[1];
      if (address) this.#address.resolve(address);
      if (!sign) this.#remember(`${line}\n`);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.#remember(text));
    child.stdin.on('error', () => undefined);
    this.#child = child;
    this.#address.promise.catch(() => undefined);
    this.ended = once(child, 'close').then(([, signal]) => {
      this.#address.reject(new Error(`The replica has ended. What it said last:\n${this.#said}`));
      return signal as NodeJS.Signals | null;
    });
    this.ask = async (question) => httpAsk(await this.#address.promise)(question);
  }

  /** What it has said last, for whoever has to find out why. */
  get said(): string {
    return this.#said;
  }

  wake(): void {
    this.#child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  #remember(text: string): void {
    this.#said = (this.#said + text).slice(-SAID_MAX);
  }
}
