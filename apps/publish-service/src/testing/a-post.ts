import { ATTEMPTS_PER_WISH } from '../publications/evolve-post.ts';
import type { Phase, Post, PostIn } from '../publications/post.ts';

type Base = Omit<PostIn<'waiting'>, 'phase'>;

const base: Base = {
  integration: { integrationId: 'a', provider: 'x', name: 'A', caption: '', settings: {} },
  connection: { kind: 'own', version: 1 },
  schedule: 'now',
  attempts: 1,
  attemptsMax: ATTEMPTS_PER_WISH,
  requestHash: null,
  trouble: null,
  wish: null,
  round: 0,
  paid: false,
};

/** A post in a phase, with what belongs to that phase. */
export const postIn = <P extends Phase>(
  phase: P,
  ofPhase: Omit<PostIn<P>, keyof Base | 'phase'>,
  more: Partial<Base> = {},
): Post => ({ ...base, ...more, ...ofPhase, phase }) as unknown as Post;
