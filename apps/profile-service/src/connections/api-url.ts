import { DomainError } from '@clipcast/kernel';
import { EgressRefused, type EgressPolicy } from '@clipcast/postiz';

/** The base URL in its one spelling. @throws {DomainError} `api_url_refused` when connections may not go there. */
export function checkedApiUrl(text: string, egress: EgressPolicy): string {
  try {
    return egress.parseBaseUrl(text).href.replace(/\/+$/, '');
  } catch (error) {
    if (!(error instanceof EgressRefused)) throw error;
    throw new DomainError('api_url_refused', 'invalid', error.message, {
      errors: [{ pointer: '/apiUrl', detail: error.message }],
    });
  }
}
