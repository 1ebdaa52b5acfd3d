/** Words for people: changing them changes no event. Definitions count where they are referred to. */
const ANNOTATIONS: ReadonlySet<string> = new Set(
  '$schema $id $defs $comment id title description default examples deprecated readOnly writeOnly'.split(' '),
);

export const isAnnotation = (keyword: string): boolean => ANNOTATIONS.has(keyword);
