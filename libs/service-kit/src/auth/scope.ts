/** What an access key may be allowed to do. */
export const scopes = [
  'profile:read',
  'profile:write',
  'publish:read',
  'publish:write',
  'billing:read',
  'billing:write',
  'ops:read',
  'ops:write',
] as const;

export type Scope = (typeof scopes)[number];
