import type { Change } from '../state/change.ts';
import type { Flight } from '../state/flight.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** Something to be done at an instant: start the job of a post, or land a delivery. */
export interface Appointment {
  readonly atMs: number;
  readonly kind: 'job' | 'flight';
  readonly id: string;
}

/**
 * What is to be done when, so that ten thousand waiting posts cost nothing until they are due: a binary heap by instant.
 * An appointment that was moved or called off stays in it until its time and is then found to mean nothing any more.
 */
export class Agenda {
  readonly #heap: Appointment[] = [];

  /** Begins with what a journal left to do. */
  constructor(state: SandboxState) {
    for (const [id, atMs] of state.jobs) this.#push({ kind: 'job', id, atMs });
    for (const flight of state.flights.values()) this.#push(landingOf(flight));
  }

  /** The earliest instant at which there may be something to do; Infinity when there is nothing. */
  get nextMs(): number {
    return this.#heap[0]?.atMs ?? Infinity;
  }

  /** Notes what the changes leave to be done. */
  note(changes: readonly Change[]): void {
    for (const change of changes) {
      const appointment = appointmentOf(change);
      if (appointment) this.#push(appointment);
    }
  }

  /** Takes out the earliest appointment that is due. */
  takeDue(nowMs: number): Appointment | undefined {
    const first = this.#heap[0];
    if (!first || first.atMs > nowMs) return undefined;
    const last = this.#heap.pop();
    if (last && last !== first) this.#sink(last);
    return first;
  }

  #push(appointment: Appointment): void {
    const heap = this.#heap;
    let index = heap.push(appointment) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (!parent || parent.atMs <= appointment.atMs) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = appointment;
  }

  /** Lets an appointment sink from the top, which is free, to its place. */
  #sink(appointment: Appointment): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const below = (heap[left + 1]?.atMs ?? Infinity) < (heap[left]?.atMs ?? Infinity) ? left + 1 : left;
      const child = heap[below];
      if (!child || child.atMs >= appointment.atMs) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = appointment;
  }
}

function appointmentOf(change: Change): Appointment | undefined {
  if (change.type === 'post-written') return jobAt(change.post.id, change.jobDueAtMs);
  if (change.type === 'post-state-set') return jobAt(change.id, change.jobDueAtMs);
  if (change.type === 'publishing-started') return landingOf(change.flight);
  return change.type === 'flight-landed' && change.retry ? landingOf(change.retry) : undefined;
}

const jobAt = (id: string, atMs: number | null | undefined): Appointment | undefined =>
  typeof atMs === 'number' ? { kind: 'job', id, atMs } : undefined;

const landingOf = ({ id, landsAtMs }: Flight): Appointment => ({ kind: 'flight', id, atMs: landsAtMs });
