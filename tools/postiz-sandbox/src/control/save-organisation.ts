import type { Organisation } from '../state/organisation.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { OrganisationBody } from './control-body.ts';

/**
 * The organisation as it is after the body was saved: made anew, or given a new key and new channels. Channels that are
 * no longer named stay as soft-deleted ones, as in Postiz, since posts may still refer to them.
 */
export function savedOrganisation(
  state: SandboxState,
  body: OrganisationBody,
  newId: string,
  now: Date,
): Organisation {
  const before = state.organisations.get(body.name);
  const named = new Set(body.integrations.map(({ id }) => id));
  const gone = (before?.integrations ?? []).filter(({ id }) => !named.has(id));
  return {
    id: before?.id ?? newId,
    name: body.name,
    key: body.key,
    integrations: [
      ...body.integrations.map((integration) => ({ ...integration, removed: false })),
      ...gone.map((integration) => ({ ...integration, removed: true })),
    ],
    tags: body.tags.map(
      (tag) =>
        before?.tags.find((known) => known.name === tag) ?? {
          id: `${newId}-${tag}`,
          name: tag,
          color: '#6b7280',
          createdAt: now.toISOString(),
        },
    ),
    version: body.version === undefined ? (before?.version ?? null) : body.version,
    apiLimitPerHour:
      body.apiLimitPerHour === undefined ? (before?.apiLimitPerHour ?? null) : body.apiLimitPerHour,
  };
}

/** True when another organisation has this key: a key is the tenant, so two may not share one. */
export function keyIsTaken(state: SandboxState, { name, key }: Organisation): boolean {
  const owner = key === null ? undefined : state.keys.get(key);
  return owner !== undefined && owner !== name;
}
