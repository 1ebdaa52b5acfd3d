import { describe, expect, it } from '@jest/globals';
import { emptyState } from '../state/sandbox-state.ts';
import { Agenda } from './agenda.ts';

const job = (id: string, jobDueAtMs: number | null) =>
  ({ type: 'post-state-set', id, state: 'QUEUE', jobDueAtMs }) as const;

const agendaOf = (...instants: readonly number[]): Agenda => {
  const agenda = new Agenda(emptyState());
  agenda.note(instants.map((atMs, index) => job(String(index), atMs)));
  return agenda;
};

/** Takes out everything up to an instant. */
const taken = (agenda: Agenda, nowMs: number): number[] => {
  const due = agenda.takeDue(nowMs);
  return due ? [due.atMs, ...taken(agenda, nowMs)] : [];
};

describe('the agenda', () => {
  it('gives out what is due, earliest first, and keeps the rest', () => {
    const agenda = agendaOf(5, 3, 9, 3, 1, 7);
    expect(agenda.nextMs).toBe(1);
    expect(taken(agenda, 5)).toEqual([1, 3, 3, 5]);
    expect(agenda.nextMs).toBe(7);
    expect(taken(agenda, 9)).toEqual([7, 9]);
    expect(agenda.nextMs).toBe(Infinity);
  });

  it('keeps a thousand in order, whatever order they came in', () => {
    // 389 and 1000 have no common divisor: every number below 1000 comes once.
    const instants = Array.from({ length: 1_000 }, (_, index) => (index * 389) % 1_000);
    expect(taken(agendaOf(...instants), Infinity)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index),
    );
  });

  it('begins with what was left to do', () => {
    const state = emptyState();
    state.jobs.set('post', 4);
    const rest = { postId: 'post', outcome: 'published', retryMs: 0, deliveries: 1, shown: 1 } as const;
    state.flights.set('flight', { ...rest, id: 'flight', landsAtMs: 2 });
    const agenda = new Agenda(state);
    expect([agenda.takeDue(9), agenda.takeDue(9), agenda.takeDue(9)]).toEqual([
      { kind: 'flight', id: 'flight', atMs: 2 },
      { kind: 'job', id: 'post', atMs: 4 },
      undefined,
    ]);
  });

  it('has nothing for a job that is taken away', () => {
    const agenda = new Agenda(emptyState());
    agenda.note([job('a', null)]);
    expect(agenda.nextMs).toBe(Infinity);
  });
});
