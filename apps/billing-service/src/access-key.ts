import type { Principal } from '@clipcast/service-kit';

const KEY_ACTOR = /^key:(key_.+)$/;

/** The access key that calls; null for anybody else. */
export const accessKeyOf = ({ actor }: Pick<Principal, 'actor'>): string | null =>
  KEY_ACTOR.exec(actor)?.[1] ?? null;
