import { DomainError } from './domain-error.ts';

/** The same words from every service, for a profile that is missing and for one that is another tenant's. */
export const profileNotFound = (): DomainError =>
  new DomainError(
    'profile_not_found',
    'not_found',
    'There is no such profile. GET /profiles of profile-service lists them.',
  );
