import type { ProfileId } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { ConnectionStates, type ConnectionState } from '../../connections/connection-states.query.ts';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';
import { PostsAtWork } from '../post-counts.query.ts';
import { PublishingSwitch } from '../publishing-switch.query.ts';
import { SwitchView } from '../switch-input.ts';
import { traitsInWords } from './traits-in-words.ts';

const instant = z.iso.datetime();
const LimitView = z.object({
  endpoint: z.enum(['create', 'list', 'delete', 'upload', 'upload-from-url']),
  limit: z.int().meta({ description: 'Calls in an hour.' }),
  isKnown: z.boolean().meta({ description: 'False: Postiz has not told yet, and the least is assumed.' }),
  used: z.int().meta({ description: 'Ours and those of others, as far as Postiz told.' }),
  kept: z.int().meta({ description: 'For scheduling the drafts that were made.' }),
  remaining: z.int(),
  windowEndsAt: instant.nullable().meta({ description: 'When another hour begins at the latest.' }),
  blockedUntil: instant.nullable().meta({ description: 'Postiz has refused calls with 429 until then.' }),
  nextSlotAt: instant,
});
export const PublishingView = z
  .object({
    switch: SwitchView,
    connection: z
      .object({
        kind: z.enum(['own', 'default']),
        version: z.int(),
        host: z.string(),
        enabled: z.boolean(),
        traits: z.array(z.string()).meta({ description: 'What was seen of this Postiz, in words.' }),
      })
      .nullable(),
    limits: z.array(LimitView).meta({
      description:
        'Of the endpoints that were used; others are not counted. They are of the Postiz organisation: profiles that have the same one share them.',
    }),
    breaker: z
      .object({
        state: z.enum(['closed', 'open', 'half-open']),
        openUntil: instant.nullable(),
        inFlight: z.int(),
        waiting: z.int(),
      })
      .nullable()
      .meta({ description: 'Whether the replica that answers leaves this Postiz alone. Each has its own.' }),
    posts: z.object({ waiting: z.int(), running: z.int() }),
    nextSlotAt: instant
      .nullable()
      .meta({ description: 'When the hourly limit lets the next post out; null without a connection.' }),
  })
  .meta({ id: 'Publishing' });
export type PublishingView = z.output<typeof PublishingView>;

export class ViewPublishing extends Query<PublishingView> {
  constructor(readonly profileId: ProfileId) {
    super();
  }
}

/** From what is known; no Postiz is asked. */
@QueryHandler(ViewPublishing)
export class ViewPublishingHandler implements IQueryHandler<ViewPublishing> {
  constructor(
    private readonly profiles: KnownProfiles,
    private readonly connections: ConnectionStates,
    private readonly publishingSwitch: PublishingSwitch,
    private readonly posts: PostsAtWork,
  ) {}

  async execute({ profileId }: ViewPublishing): Promise<PublishingView> {
    await this.profiles.require(profileId);
    const [state, connection, posts] = await Promise.all([
      this.publishingSwitch.state(profileId),
      this.connections.of(profileId),
      this.posts.countOf(profileId),
    ]);
    return { switch: state, posts, ...viewOf(connection) };
  }
}

function viewOf(state: ConnectionState | undefined): Omit<PublishingView, 'switch' | 'posts'> {
  if (!state) return { connection: null, limits: [], breaker: null, nextSlotAt: null };
  const { kind, version, host, enabled, traits, limits, guard, nextSlotAt } = state;
  return {
    connection: { kind, version, host, enabled, traits: traitsInWords(traits) },
    limits: limits.map((limit) => ({
      ...limit,
      windowEndsAt: limit.windowEndsAt?.toISOString() ?? null,
      blockedUntil: limit.blockedUntil?.toISOString() ?? null,
      nextSlotAt: limit.nextSlotAt.toISOString(),
    })),
    breaker: {
      state: guard.breaker,
      openUntil: guard.openUntil?.toISOString() ?? null,
      inFlight: guard.inFlight,
      waiting: guard.waiting,
    },
    nextSlotAt: nextSlotAt.toISOString(),
  };
}
