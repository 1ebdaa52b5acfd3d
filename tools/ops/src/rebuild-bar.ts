import { progress } from '@clack/prompts';
import type { RebuildState } from './answers.ts';

/** Steps of the bar: percent with two decimals. */
const STEPS = 10_000;
const PLAIN_EVERY_PERCENT = 10;

/** Shows how far a rebuild is: a bar where somebody watches, a line now and then elsewhere. */
export interface RebuildView {
  update(state: RebuildState): void;
  done(line: string): void;
  failed(line: string): void;
}

/** One live line. */
export function rebuildBar(name: string): RebuildView {
  const bar = progress({ style: 'heavy', max: STEPS, size: 30 });
  let steps = 0;
  bar.start(`${name}: asked for`);
  return {
    update: (state) => {
      const now = Math.round(state.percent * (STEPS / 100));
      bar.advance(Math.max(0, now - steps), describe(state));
      steps = Math.max(steps, now);
    },
    done: (line) => bar.stop(line),
    failed: (line) => bar.error(line),
  };
}

/** A line for every ten percent and for every trouble. */
export function rebuildLines(name: string, say: (line: string) => void): RebuildView {
  let shown = -PLAIN_EVERY_PERCENT;
  let trouble: string | null = null;
  return {
    update: (state) => {
      if (state.percent < shown + PLAIN_EVERY_PERCENT && state.error === trouble) return;
      shown = state.percent;
      trouble = state.error;
      say(`${name}: ${describe(state)}`);
    },
    done: say,
    failed: say,
  };
}

function describe(state: RebuildState): string {
  const { status, percent, position, target, eventsPerSecond, etaSeconds, error } = state;
  if (error !== null) return `${percent.toFixed(2)} %, waiting: ${error}`;
  if (status === 'requested') return 'asked for';
  const speed = eventsPerSecond === null ? '' : `, ${eventsPerSecond} facts/s`;
  const eta = etaSeconds === null || status === 'done' ? '' : `, ${durationOf(etaSeconds)} to go`;
  return `${percent.toFixed(2)} %, fact ${position} of ${target}${speed}${eta}`;
}

/** Seconds for people: `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function durationOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}
