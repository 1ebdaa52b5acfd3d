import { deciderSpec } from '@clipcast/testing';
import { publication, type PublicationEvent, type PublicationState } from '../publications/publication.ts';

/** Given these facts of a publication, when this is decided: `given(intendDraft)(requestedFor('a')).when(…).then(…)`. */
export const given = <Command>(
  decide: (command: Command, state: PublicationState) => readonly PublicationEvent[],
) => deciderSpec<PublicationState, PublicationEvent, Command>({ ...publication, decide });
