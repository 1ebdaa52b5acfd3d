import { DomainError } from '@clipcast/kernel';
import type { Principal } from '@clipcast/service-kit';

/** A key that could raise its own cap would have none. @throws {DomainError} `forbidden` */
export function requireOperator({ kind }: Principal): void {
  if (kind === 'operator') return;
  throw new DomainError('forbidden', 'forbidden', 'Only an operator key may change spend caps.');
}
