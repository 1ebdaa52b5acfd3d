import type { Phase } from '../../publications/post.ts';
import { inEachPhase } from '../every-decision.ts';
import type { Move } from './moves.ts';

const SETTLED: readonly Phase[] = ['published', 'cancelled', 'left-as-draft'];

/** The moves as a Mermaid state diagram. */
export function stateDiagram(moves: readonly Move[]): string {
  const names = Object.keys(inEachPhase()).filter((phase) => phase !== idOf(phase));
  const ways = Map.groupBy(moves, ({ from, to }) => `${idOf(from)} --> ${idOf(to)}`);
  return [
    'stateDiagram-v2',
    ...names.map((phase) => `  state "${phase}" as ${idOf(phase)}`),
    '  [*] --> waiting: publication requested',
    ...[...ways].map(([way, together]) => `  ${way}: ${together.map(labelOf).join('<br/>or ')}`),
    ...SETTLED.map((phase) => `  ${idOf(phase)} --> [*]`),
  ].join('\n');
}

/** Mermaid's names hold no hyphen. */
const idOf = (phase: string): string => phase.replaceAll('-', '_');

const labelOf = ({ facts }: Move): string => facts.map(inWords).join(', ');

/** `PostDraftIntended` as `draft intended`. */
const inWords = (fact: string): string =>
  fact
    .replace(/^Post(?=[A-Z])/, '')
    .replaceAll(/(?<=.)([A-Z])/g, ' $1')
    .toLowerCase();
