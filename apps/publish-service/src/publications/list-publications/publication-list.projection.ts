import { isEvent, type Projection, type RecordedEvent } from '@clipcast/event-store';
import type { PublicationRequested } from '@clipcast/contracts';
import { bareId, prefixed } from '@clipcast/kernel';
import type { Transaction } from 'kysely';
import type { PublishTables } from '../../database.ts';
import { publication, type PublicationEvent, type PublicationState } from '../publication.ts';
import { statusOfPublication } from '../publication-status.ts';
import { traceIdOf } from '../trace-id.ts';

/** Every profile's publications with their status, folded from their facts. */
export const publicationList: Projection<PublishTables> = {
  name: 'publication-list',
  apply: async (tx, events) => {
    for (const event of events) {
      if (event.streamType !== publication.streamType) continue;
      if (isEvent<PublicationRequested>(event, 'PublicationRequested')) await insert(tx, event);
      else await update(tx, event as RecordedEvent<PublicationEvent>);
    }
  },
};

async function insert(
  tx: Transaction<PublishTables>,
  event: RecordedEvent<PublicationRequested>,
): Promise<void> {
  const state = publication.evolve(publication.initialState, event);
  if (state.status === 'unknown') return;
  await tx
    .insertInto('publication')
    .values({
      profile_id: bareId(event.profileId),
      publication_id: event.data.publicationId,
      clip_id: event.data.clipId,
      status: statusOfPublication(state.posts),
      state: JSON.stringify(state),
      trace_id: traceIdOf(event),
      version: event.version,
      requested_at: event.recordedAt,
      updated_at: event.recordedAt,
      position: event.position,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function update(tx: Transaction<PublishTables>, event: RecordedEvent<PublicationEvent>): Promise<void> {
  const key = { profile_id: bareId(event.profileId), publication_id: prefixed('pub', event.streamId) };
  const row = await tx
    .selectFrom('publication')
    .select(['state', 'version'])
    .where('profile_id', '=', key.profile_id)
    .where('publication_id', '=', key.publication_id)
    .executeTakeFirst();
  if (!row || row.version >= event.version) return;
  const state: PublicationState = publication.evolve(row.state, event as unknown as PublicationEvent);
  if (state.status === 'unknown') return;
  await tx
    .updateTable('publication')
    .set({
      status: statusOfPublication(state.posts),
      state: JSON.stringify(state),
      version: event.version,
      updated_at: event.recordedAt,
    })
    .where('profile_id', '=', key.profile_id)
    .where('publication_id', '=', key.publication_id)
    .execute();
}
