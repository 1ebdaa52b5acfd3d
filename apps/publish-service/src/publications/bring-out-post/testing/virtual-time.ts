/** More steps than any chain of promises has between two waits. */
const HOPS = 30;

/** Something that will happen at its time, unless it is called off. */
interface Appointment {
  readonly atMs: number;
  readonly run: () => void;
  calledOff: boolean;
}

/** Time that stands still while somebody computes, and then jumps to the next thing that happens. */
export class VirtualTime {
  readonly #agenda: Appointment[] = [];

  /** `nowMs` is on the world's one true clock, which Postiz goes by. */
  constructor(public nowMs: number) {}

  /** Has `run` called at a time; what is due at the same time keeps its order. Returns the way to call it off. */
  at(atMs: number, run: () => void): () => void {
    const appointment = { atMs: Math.max(this.nowMs, atMs), run, calledOff: false };
    const before = this.#agenda.findLastIndex((other) => other.atMs <= appointment.atMs);
    this.#agenda.splice(before + 1, 0, appointment);
    return () => {
      appointment.calledOff = true;
    };
  }

  /** Lets everything happen that is due until then, one thing after the other. */
  async runUntil(untilMs: number): Promise<void> {
    for (;;) {
      const [next] = this.#agenda;
      if (!next || next.atMs > untilMs) break;
      this.#agenda.shift();
      if (next.calledOff) continue;
      this.nowMs = next.atMs;
      next.run();
      // Nothing in a simulated world waits for the real one, so all that follows are microtasks.
      for (let hop = 0; hop < HOPS; hop += 1) await Promise.resolve();
    }
    this.nowMs = untilMs;
  }
}
