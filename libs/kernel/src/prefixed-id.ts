import type { Uuid } from './ids.ts';

/** What an id names, as its prefix in the API (design, section 3). */
export type IdKind = 'prf' | 'clp' | 'pub' | 'rsv' | 'cst' | 'key' | 'rrt';

/** An id as people and other services see it: kind, underscore, UUID. */
export type PrefixedId<K extends IdKind> = `${K}_${Uuid}`;
export type ProfileId = PrefixedId<'prf'>;
export type ClipId = PrefixedId<'clp'>;
export type PublicationId = PrefixedId<'pub'>;
export type CostId = PrefixedId<'cst'>;
export type ReservationId = PrefixedId<'rsv'>;
/** A re-rating of costs. */
export type ReRatingId = PrefixedId<'rrt'>;
export type AccessKeyId = PrefixedId<'key'>;

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** The shape of a prefixed id, for schemas. */
export const prefixedIdPattern = (kind: IdKind): RegExp => new RegExp(`^${kind}_${UUID}$`);

/** `prefixed('prf', uuid)` is `prf_<uuid>`. */
export const prefixed = <K extends IdKind>(kind: K, uuid: Uuid): PrefixedId<K> => `${kind}_${uuid}`;

/** The UUID behind a prefixed id. The id must have passed its schema. */
export const bareId = (id: PrefixedId<IdKind>): Uuid => id.slice(4);
