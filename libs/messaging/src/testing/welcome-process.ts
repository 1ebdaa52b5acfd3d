import { clipPublished, profileRegistered } from '@clipcast/contracts';
import {
  isEvent,
  taskTable,
  type Aggregate,
  type DomainEvent,
  type LogTables,
  type Projection,
} from '@clipcast/event-store';
import { bareId, derivedId, type ProfileId, type Uuid } from '@clipcast/kernel';
import type { ProcessManager } from '../process-manager.ts';
import { isPublic } from '../subscription.ts';

/** A brand that joins is welcomed with its first published clip; one that waits too long for it is reminded, once. */
export type BrandJoined = DomainEvent<'BrandJoined', { remindAt: string }>;
export type FirstClipSeen = DomainEvent<'FirstClipSeen', { clipId: string }>;
export type BrandWelcomed = DomainEvent<'BrandWelcomed', { clipId: string }>;
export type BrandReminded = DomainEvent<'BrandReminded', Record<string, never>>;
export type WelcomeEvent = BrandJoined | FirstClipSeen | BrandWelcomed | BrandReminded;

export interface WelcomeState {
  readonly joined: boolean;
  readonly clipId: string | undefined;
  readonly reminded: boolean;
}

export const welcome: Aggregate<WelcomeState, WelcomeEvent> = {
  streamType: 'welcome',
  initialState: { joined: false, clipId: undefined, reminded: false },
  eventTypes: { BrandJoined: true, FirstClipSeen: true, BrandWelcomed: true, BrandReminded: true },
  evolve: (state, event) => {
    switch (event.type) {
      case 'BrandJoined':
        return { ...state, joined: true };
      case 'FirstClipSeen':
        return { ...state, clipId: event.data.clipId };
      case 'BrandWelcomed':
        return state;
      case 'BrandReminded':
        return { ...state, reminded: true };
    }
  },
};

export const welcomeStream = (profileId: ProfileId): Uuid => derivedId('welcome', bareId(profileId));

/** Waits for two facts of two services, and decides a third. */
export const welcomeProcess = (remindAfterMs: number): ProcessManager<WelcomeState, WelcomeEvent> => ({
  name: 'welcome',
  sources: ['profile', 'publish'],
  aggregate: welcome,
  target: (event) =>
    isPublic(event, profileRegistered) || isPublic(event, clipPublished)
      ? welcomeStream(event.profileId)
      : undefined,
  decide: (event, { joined, clipId }) => {
    if (isPublic(event, profileRegistered)) {
      const remindAt = new Date(Date.parse(event.recordedAt) + remindAfterMs).toISOString();
      const welcomed: WelcomeEvent[] = clipId ? [{ type: 'BrandWelcomed', data: { clipId } }] : [];
      return [{ type: 'BrandJoined', data: { remindAt } }, ...welcomed];
    }
    if (isPublic(event, clipPublished) && !clipId) {
      const { data } = event;
      const seen: WelcomeEvent = { type: 'FirstClipSeen', data: { clipId: data.clipId } };
      return joined ? [seen, { type: 'BrandWelcomed', data: { clipId: data.clipId } }] : [seen];
    }
    return [];
  },
});

/** The end of the wait. The first clip may have come while the task was on its way. */
export const remindBrand = ({ clipId, reminded }: WelcomeState): BrandReminded[] =>
  clipId || reminded ? [] : [{ type: 'BrandReminded', data: {} }];

export const reminderTable = taskTable('welcome_reminder');

/** A task for each brand that waits, due when its time is over. */
export const reminders: Projection<LogTables> = {
  name: 'welcome-reminders',
  version: 1,
  tables: [reminderTable],
  apply: async (tx, events) => {
    const changes = reminderTable.changes();
    for (const event of events) {
      const task = { profileId: event.profileId, key: 'remind' };
      if (isEvent<BrandJoined>(event, 'BrandJoined')) {
        changes.add({ ...task, dueAt: new Date(event.data.remindAt), payload: {} });
      } else if (event.type === 'BrandWelcomed' || event.type === 'BrandReminded') changes.remove(task);
    }
    await changes.write(tx);
  },
};
