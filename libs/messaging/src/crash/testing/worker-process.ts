import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const COMPLAINTS_MAX = 2_000;

/** One process of a crash run, and what it says. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #expected = false;
  #complaints = '';

  constructor(
    readonly label: string,
    programArguments: readonly string[],
    onLine: (line: string) => void,
    /** Called when it ends and nobody has asked it to. */
    onCrash: (what: string) => void,
  ) {
    const hooks = path('../../../../service-kit/src/testing/swc-hooks.mjs');
    const child = spawn(
      process.execPath,
      ['--conditions=@clipcast/source', `--import=${hooks}`, path('./crash-main.ts'), ...programArguments],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    createInterface({ input: child.stdout }).on('line', onLine);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints = (this.#complaints + text).slice(-COMPLAINTS_MAX);
    });
    child.stdin.on('error', () => undefined);
    this.#child = child;
    this.#ended = once(child, 'close').then(() => {
      if (!this.#expected) onCrash(`${label} ended by itself: ${this.#complaints}`);
    });
  }

  /** What it has complained about last. */
  get complaints(): string {
    return this.#complaints;
  }

  /** Ends it in the middle of whatever it does; resolves when everything it has said was heard. */
  async kill(): Promise<void> {
    this.#expected = true;
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Lets it finish what it is at, and end. */
  async stop(): Promise<void> {
    this.#expected = true;
    this.#child.stdin?.end();
    await this.#ended;
  }
}
