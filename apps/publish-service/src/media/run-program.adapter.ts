import { spawn } from 'node:child_process';

/** What a program may take. */
export interface ProgramLimits {
  /** When it is killed. */
  readonly deadline: AbortSignal;
  /** How much it may write; a program that writes more is killed. */
  readonly outputBytesMax: number;
}

/**
 * Runs a program without a shell, without input and without this process's environment, which holds secrets.
 * @returns what it wrote, or undefined when it failed, took too long or wrote too much.
 */
export function runProgram(
  path: string,
  args: readonly string[],
  { deadline, outputBytesMax }: ProgramLimits,
): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const child = spawn(path, args, {
      env: {},
      stdio: ['ignore', 'pipe', 'ignore'],
      signal: deadline,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > outputBytesMax) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(chunks) : undefined));
  });
}
