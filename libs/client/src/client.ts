import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths as BillingPaths } from './generated/billing-api.ts';
import type { paths as ProfilePaths } from './generated/profile-api.ts';
import type { paths as PublishPaths } from './generated/publish-api.ts';
import { usualRetries, type RetryOptions } from './retry.ts';

export interface ClientOptions {
  /** Where the edge is: `http://localhost:4100`. */
  readonly baseUrl: string;
  /** An access key: the profile's own (scopes `billing:read` and `billing:write` for budgets), or the operator's. */
  readonly accessKey: string;
  /** The URL of a service that is not behind the edge. */
  readonly services?: Partial<Readonly<Record<'profile' | 'publish' | 'billing', string>>>;
  /** How `withBudget` asks again; the typed calls ask once. */
  readonly retry?: Partial<RetryOptions>;
}

/** The three services, each with its routes, bodies and answers as types. */
export interface ClipcastClient {
  readonly profile: Client<ProfilePaths>;
  readonly publish: Client<PublishPaths>;
  readonly billing: Client<BillingPaths>;
  readonly retry: RetryOptions;
}

/** `await client.billing.GET('/v1/profiles/{profileId}/budget', { params: { path: { profileId } } })`: see openapi-fetch. */
export function createClient({ baseUrl, accessKey, services = {}, retry }: ClientOptions): ClipcastClient {
  const headers = { authorization: `Bearer ${accessKey}` };
  const edge = baseUrl.replace(/\/+$/, '');
  const at = (service: keyof typeof services) => services[service] ?? `${edge}/api/${service}`;
  return {
    profile: createFetchClient<ProfilePaths>({ baseUrl: at('profile'), headers }),
    publish: createFetchClient<PublishPaths>({ baseUrl: at('publish'), headers }),
    billing: createFetchClient<BillingPaths>({ baseUrl: at('billing'), headers }),
    retry: { ...usualRetries, ...retry },
  };
}
