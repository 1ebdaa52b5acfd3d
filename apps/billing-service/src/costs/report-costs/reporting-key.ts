import type { Principal } from '@clipcast/service-kit';

const KEY = 'key:';

/** The access key with which something is reported; null for the operator's own and for policies. */
export const reportingKey = ({ actor }: Pick<Principal, 'actor'>): string | null =>
  actor.startsWith(KEY) ? actor.slice(KEY.length) : null;
