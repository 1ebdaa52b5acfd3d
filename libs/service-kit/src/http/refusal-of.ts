import { DomainError, type ErrorKind } from '@clipcast/kernel';
import { databaseRefusalOf } from './database-refusal.ts';
import { frameworkRefusalOf } from './framework-refusal.ts';
import type { Refusal } from './refusal.ts';

const statusByKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  over_quota: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  too_large: 413,
  unsupported_media: 415,
  range_unsatisfiable: 416,
  unprocessable: 422,
  too_many: 429,
  upstream: 502,
  unavailable: 503,
};

const internal: Refusal = {
  status: 500,
  code: 'internal',
  detail: 'Something went wrong on our side. Quote the trace id when you report it.',
  retryable: false,
  log: true,
};

/** How any error is answered. What nobody foresaw says nothing about itself. */
export const refusalOf = (error: unknown): Refusal =>
  error instanceof DomainError
    ? domainRefusalOf(error)
    : (databaseRefusalOf(error) ?? frameworkRefusalOf(error) ?? internal);

function domainRefusalOf(error: DomainError): Refusal {
  const status = statusByKind[error.kind];
  const { retryable, retryAfterSeconds, ...details } = error.details;
  const wait =
    typeof retryAfterSeconds === 'number' ? retryAfterSeconds : error.kind === 'unavailable' ? 1 : undefined;
  return {
    status,
    code: error.code,
    detail: error.message,
    retryable: typeof retryable === 'boolean' ? retryable : status >= 500,
    details,
    ...(wait === undefined ? {} : { retryAfterSeconds: Math.max(0, Math.ceil(wait)) }),
    log: status >= 500,
  };
}
