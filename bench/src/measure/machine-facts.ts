import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** On what a figure was taken. Nothing in it tells whose machine it was. */
export interface MachineFacts {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGiB: number;
  readonly node: string;
  readonly platform: string;
  /** How busy the machine already was, as the average of the last minute. */
  readonly loadBefore: number;
}

/** The facts of this machine now. */
export const machineFacts = (): MachineFacts => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
  loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
});
