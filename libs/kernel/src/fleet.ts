import { prefixed, type ProfileId } from './prefixed-id.ts';

/**
 * Owns what belongs to no profile: facts about the whole fleet. Every stream of a log has a profile; this one
 * never exists, so no profile's rows and no profile's key can meet it.
 */
export const FLEET: ProfileId = prefixed('prf', '00000000-0000-0000-0000-000000000000');
