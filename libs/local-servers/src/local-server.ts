import type { ProcessExit } from './child-process.ts';

/** A server that we start, watch and stop. */
export interface LocalServer {
  readonly url: string;
  /** The process id; 0 while none runs. */
  readonly pid: number;
  /** How the latest process ended; waits while it runs. */
  readonly exited: Promise<ProcessExit>;
  /** Resolves when the server answers. May be called again after it ended. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Called with the process id every time a process was made, before it answers. */
  onSpawn(listener: (pid: number) => void): void;
  /** Called every time a process ended, whatever the reason. */
  onExit(listener: (exit: ProcessExit) => void): void;
}
