import type { CredentialsUpdated } from '@clipcast/contracts';
import { isEvent, taskTable, type Projection, type TaskKey } from '@clipcast/event-store';
import type { ProfileId, Uuid } from '@clipcast/kernel';
import type { ProfileTables } from '../../database.ts';

/** Which connection is to be looked at, and the fact that asks for it. */
export type UnseenOrganisation = {
  readonly connectionVersion: number;
  readonly correlationId: Uuid;
  readonly causationId: Uuid;
};

/** A task per connection behind which no account was seen yet. */
export const unseenOrganisationTable = taskTable<UnseenOrganisation>('unseen_organisation');

const OVER: ReadonlySet<string> = new Set(['CredentialsUpdated', 'CredentialsRemoved', 'OrganisationSeen']);

/** A profile has one connection at a time. */
const keyOf = (profileId: ProfileId): TaskKey => ({ profileId, key: 'connection' });

/** Every version of a connection is looked at until its organisation was seen; nothing is asked of a disabled one. */
export const unseenOrganisations: Projection<ProfileTables> = {
  name: 'unseen-organisations',
  version: 1,
  tables: [unseenOrganisationTable],
  apply: async (tx, events) => {
    const changes = unseenOrganisationTable.changes();
    for (const event of events) {
      const { profileId, recordedAt, id: causationId, meta } = event;
      if (OVER.has(event.type)) changes.remove(keyOf(profileId));
      if (!isEvent<CredentialsUpdated>(event, 'CredentialsUpdated') || !event.data.enabled) continue;
      const { connectionVersion } = event.data;
      const payload = { connectionVersion, correlationId: meta.correlationId, causationId };
      changes.add({ ...keyOf(profileId), dueAt: recordedAt, payload });
    }
    await changes.write(tx);
  },
};
