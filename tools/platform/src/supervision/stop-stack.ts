/** Something that is started later. */
export interface Stoppable {
  stop(): Promise<void>;
  kill(): void;
}

/**
 * What is started, in layers: put here first and started then, so that nothing that runs is forgotten. The last layer
 * is stopped first, everything within one layer at the same time.
 */
export class StopStack {
  readonly #layers: Stoppable[][] = [];
  #stopped = false;

  /** @throws when stopping has begun: what is not here must not be started any more. */
  push(...layer: readonly Stoppable[]): void {
    if (this.#stopped) throw new Error('asked to stop while starting');
    this.#layers.push([...layer]);
  }

  /** Stops everything, whatever fails on the way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const layer of this.#layers.toReversed()) await Promise.allSettled(layer.map((one) => one.stop()));
  }

  /** Ends everything at once, also what is being stopped. */
  kill(): void {
    this.#stopped = true;
    for (const layer of this.#layers.toReversed()) layer.forEach((one) => one.kill());
  }
}
