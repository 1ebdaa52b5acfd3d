import { prefixed, type ProfileId } from '@clipcast/kernel';

/**
 * Owns what belongs to no profile: facts about the whole fleet and what is known of the default connection. Every stream
 * of the log has a profile; this one never exists, so no profile's rows and no profile's key can meet it.
 */
export const FLEET: ProfileId = prefixed('prf', '00000000-0000-0000-0000-000000000000');
