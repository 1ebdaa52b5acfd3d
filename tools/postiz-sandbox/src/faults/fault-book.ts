import type { Fault, Operation, PublishFault, RequestFault } from './fault.ts';

/** A fault that was asked for; `remaining` is null while it has no bound. */
export interface ArmedFault {
  readonly id: number;
  readonly fault: Fault;
  remaining: number | null;
}

/** The faults waiting to happen, oldest first. They live in memory: a restarted sandbox is a healthy one. */
export class FaultBook {
  #armed: ArmedFault[] = [];
  #lastId = 0;

  arm(fault: Fault): ArmedFault {
    this.#lastId += 1;
    const armed = { id: this.#lastId, fault, remaining: fault.times ?? null };
    this.#armed.push(armed);
    return armed;
  }

  list(): readonly ArmedFault[] {
    return this.#armed;
  }

  /** Takes all faults away and tells how many there were. */
  clear(): number {
    const count = this.#armed.length;
    this.#armed = [];
    return count;
  }

  /** The oldest fault that meets this request, used up by one. */
  takeForRequest(organisation: string, operation: Operation): RequestFault | undefined {
    return this.#take((fault) => {
      const meets =
        fault.operation !== 'publish' && (fault.operation === 'any' || fault.operation === operation);
      return meets && concerns(fault, organisation) ? fault : undefined;
    });
  }

  /** The oldest fault that meets a delivery to the network, used up by one. */
  takeForPublish(organisation: string): PublishFault | undefined {
    return this.#take((fault) =>
      fault.operation === 'publish' && concerns(fault, organisation) ? fault : undefined,
    );
  }

  #take<F extends Fault>(match: (fault: Fault) => F | undefined): F | undefined {
    for (const armed of this.#armed) {
      const fault = match(armed.fault);
      if (fault === undefined) continue;
      if (armed.remaining !== null) armed.remaining -= 1;
      this.#armed = this.#armed.filter(({ remaining }) => remaining !== 0);
      return fault;
    }
    return undefined;
  }
}

const concerns = (fault: Fault, organisation: string): boolean =>
  fault.organisation === undefined || fault.organisation === organisation;
