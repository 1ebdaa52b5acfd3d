import { publishPost } from '../bring-out-post.ts';
import { isSettled, type Post } from '../../post.ts';
import { requested, type PublicationEvent } from '../../publication.ts';
import type { SeededRandom } from './seeded-random.ts';
import { lookOf } from './simulated-postiz.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
const BY = 'person';

/** What a person asks of us about the publication, at a time when that is allowed. */
export function wishSomething(world: World, random: SeededRandom): void {
  const { log, time } = world;
  const { posts } = requested(log.state);
  const post = random.pick(posts[0] as Post, ...posts.slice(1));
  const { integrationId } = post.integration;
  const say = (event: PublicationEvent): void => void log.append(log.version, [event], BY);
  if (post.phase === 'unconfirmed') return decide(world, random, post);
  if (post.phase === 'failed') {
    const data = { integrationIds: [integrationId], connection: 'own' as const, connectionVersion: 1 };
    return say({ type: 'PublicationRetried', data });
  }
  // What was decided about an unknown end is carried out first.
  if (isSettled(post) || post.wish === 'again' || post.wish === 'give-up') return;
  if (random.chance(0.5))
    return say(
      post.phase === 'waiting'
        ? { type: 'PostCancelled', data: { integrationId, detail: 'It waited.' } }
        : { type: 'CancellationRequested', data: { integrationIds: [integrationId] } },
    );
  if (post.wish === 'cancel') return;
  const inMs = random.pick(10_000, 3 * MINUTE_MS, 20 * MINUTE_MS, 3 * 60 * MINUTE_MS);
  const dated = new Date(time.nowMs + inMs).toISOString();
  const schedule = random.pick('now', 'draft', dated, dated, dated);
  say({ type: 'PublicationRescheduled', data: { integrationIds: [integrationId], schedule } });
}

/** A person decides about a post whose end is unknown. */
function decide(
  { log }: World,
  random: SeededRandom,
  { integration, publishAt, round }: Post & { phase: 'unconfirmed' },
): void {
  const { integrationId } = integration;
  const decision = random.pick('published', 'publish_again', 'publish_again', 'give_up');
  const decided: PublicationEvent = {
    type: 'UnconfirmedPostDecided',
    data: { integrationId, decision, note: null },
  };
  const { publicationId } = requested(log.state).request;
  const cost = {
    costId: `cst_${round}` as const,
    provider: 'postiz',
    model: 'mastodon',
    quantity: '1',
    plan: null,
    corrects: null,
    unit: 'post',
    amountUsd: '0.010000',
    incurredAt: publishAt,
    source: { publicationId, integrationId },
  };
  const published =
    decision === 'published' ? publishPost({ integrationId, releaseUrl: null, cost }, log.state) : [];
  log.append(log.version, [decided, ...published], BY);
}

/** What a person does in Postiz's own pages, behind our back. Another post than ours is never scheduled twice by them. */
export function editInPostiz({ server, time, see }: World, random: SeededRandom): void {
  const rows = [...server.rows.values()].filter((row) => !lookOf(row).isDeleted);
  const [first, ...more] = rows;
  if (!first) return;
  const row = random.pick(first, ...more);
  const { state, publishAtMs } = lookOf(row);
  // What is going out, or is out, and is put into the queue once more by a person, is what that person wanted.
  if (state === 'PUBLISHED' || state === 'ERROR' || time.nowMs >= publishAtMs) return;
  switch (random.pick('move', 'delete', 'schedule', 'draft')) {
    case 'move': {
      see('somebody moved a post in Postiz');
      // Never to an earlier time: a promotion that is under way would be too late without anybody knowing.
      return server.edit(row.id, { publishAtMs: publishAtMs + random.between(1_000, 60 * MINUTE_MS) });
    }
    case 'delete':
      see('somebody deleted a post in Postiz');
      return void server.delete(row.id);
    case 'schedule':
      if (state !== 'DRAFT') return;
      see('somebody scheduled a draft in Postiz');
      return void server.schedule(row.id, 'person');
    case 'draft':
      if (state !== 'QUEUE') return;
      see('somebody turned a post back into a draft in Postiz');
      return server.edit(row.id, { state: 'DRAFT' });
  }
}
