import type { PostizTraits } from '@clipcast/postiz';

/** What was seen of a Postiz, for people. */
export function traitsInWords({
  statusRoute,
  readsAreLimited,
  listsSettings,
  generation,
}: PostizTraits): string[] {
  return [
    generation === 'unknown'
      ? 'Its version has not been seen yet.'
      : `Its version is ${VERSIONS[generation]}.`,
    ...(statusRoute === 'present' ? ['Drafts are scheduled by their status, which is not counted.'] : []),
    ...(statusRoute === 'absent'
      ? ['Drafts are scheduled by sending them again, which takes from the limit of creations.']
      : []),
    ...(readsAreLimited ? ['Reading, uploading and deleting are limited by the hour as well.'] : []),
    ...(listsSettings ? ['Its lists show the mark that our posts carry.'] : []),
  ];
}

const VERSIONS: Readonly<Record<Exclude<PostizTraits['generation'], 'unknown'>, string>> = {
  '<=2.12.1': '2.12.1 or older',
  '2.13-2.21.7': 'between 2.13 and 2.21.7',
  '2.21.8-2.23': 'between 2.21.8 and 2.23',
  newer: 'newer than 2.23',
};
