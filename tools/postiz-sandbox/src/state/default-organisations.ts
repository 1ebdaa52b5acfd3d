import type { Integration, Organisation } from './organisation.ts';

const integration = (id: string, name: string, identifier: string, profile: string): Integration => ({
  id,
  name,
  identifier,
  profile,
  disabled: false,
  removed: false,
  customer: null,
});

/** The organisations every sandbox starts with. Names, keys and ids are promised in the design: tests rely on them. */
export const DEFAULT_ORGANISATIONS: readonly Organisation[] = [
  {
    id: 'org-acme',
    name: 'acme',
    key: 'sandbox-acme-key',
    integrations: [
      integration('acme-mastodon', 'Acme on Mastodon', 'mastodon', 'acme'),
      integration('acme-youtube', 'Acme Films', 'youtube', 'acmefilms'),
      integration('acme-x', 'Acme on X', 'x', 'acme_inc'),
    ],
    tags: [],
    version: null,
    apiLimitPerHour: null,
  },
  {
    id: 'org-globex',
    name: 'globex',
    key: 'sandbox-globex-key',
    integrations: [
      integration('globex-mastodon', 'Globex on Mastodon', 'mastodon', 'globex'),
      integration('globex-tiktok', 'Globex Shorts', 'tiktok', 'globexshorts'),
      integration('globex-bluesky', 'Globex on Bluesky', 'bluesky', 'globex.example'),
    ],
    tags: [],
    version: null,
    apiLimitPerHour: null,
  },
];
