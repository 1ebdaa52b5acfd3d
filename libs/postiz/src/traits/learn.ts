import type { PostizGeneration, PostizTraits } from './postiz-traits.ts';

/** One thing that an answer showed. */
export type Observation =
  /** `PUT /posts/:id/status` was carried out or refused by Postiz itself, or is not there. */
  | { readonly saw: 'status-route'; readonly is: 'present' | 'absent' }
  /** A call that only versions up to v2.18.0 count was answered with or without a count. */
  | { readonly saw: 'limited-reads'; readonly is: boolean }
  /** The fields of a listed post. */
  | { readonly saw: 'listed-post'; readonly of: Exclude<PostizGeneration, 'unknown'> };

/**
 * What is known after one more observation: the same object when that is nothing new. What was seen last wins, since a
 * Postiz is upgraded, and now and then set back, while we are connected to it.
 */
export function learn(traits: PostizTraits, seen: Observation): PostizTraits {
  switch (seen.saw) {
    case 'status-route':
      return seen.is === traits.statusRoute ? traits : { ...traits, statusRoute: seen.is };
    case 'limited-reads':
      return learnLimits(traits, seen.is);
    case 'listed-post':
      return learnGeneration(traits, seen.of);
  }
}

/** Counted reads ended with v2.18.0, before the status route came; when they end, that route is worth a new question. */
function learnLimits(traits: PostizTraits, readsAreLimited: boolean): PostizTraits {
  if (readsAreLimited === traits.readsAreLimited) return traits;
  if (readsAreLimited) return { ...traits, readsAreLimited, statusRoute: 'absent' };
  const wasUpgraded = traits.readsAreLimited === true;
  return { ...traits, readsAreLimited, ...(wasUpgraded && { statusRoute: 'unknown' }) };
}

const STATUS_ROUTE: Readonly<Record<PostizGeneration, PostizTraits['statusRoute']>> = {
  '<=2.12.1': 'absent',
  '2.13-2.21.7': 'unknown',
  '2.21.8-2.23': 'present',
  newer: 'present',
  unknown: 'unknown',
};

/**
 * Only a change of generation says anything about the status route: within one, what the route itself answered is the
 * better evidence. The first generation that is seen says nothing against it either, where it does not tell.
 */
function learnGeneration(traits: PostizTraits, generation: PostizGeneration): PostizTraits {
  if (generation === traits.generation) return traits;
  const implied = STATUS_ROUTE[generation];
  const statusRoute = implied === 'unknown' && traits.generation === 'unknown' ? traits.statusRoute : implied;
  return { ...traits, generation, listsSettings: generation === 'newer', statusRoute };
}
