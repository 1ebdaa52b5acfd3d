import { isSettled } from '../../post.ts';
import { findPost, publication, requested, type PublicationEvent } from '../../publication.ts';
import { lookOf } from './simulated-postiz.ts';
import type { World } from './world.ts';

/** What must never be, seen from the networks and from the log, once days have passed in quiet. */
export function violationsIn(world: World): string[] {
  const { log, server } = world;
  const rounds = roundsOf(log.events);
  const roundOf = ({ integrationId, bornFor }: { integrationId: string; bornFor: string }) =>
    `${integrationId} round ${rounds.get(`${integrationId} ${bornFor}`) ?? 'unknown'}`;
  // What a person scheduled in Postiz, that person published.
  const ours = server.publications.filter(({ queuedBy }) => queuedBy === 'us');
  const violations = [
    ...repeated(ours.map(roundOf)).map((round) => `published twice: ${round}`),
    ...repeated(log.events.flatMap(costOf)).map((cost) => `paid twice: ${cost}`),
    ...repeatedEnds(log.events).map((end) => `ended twice: ${end}`),
    ...paidForNothing(log.events),
    ...log.events.flatMap((event) => falselyAccepted(world, event)),
    ...world.bugs.map(
      (bug) => `a fault of ours: ${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}`,
    ),
  ];
  for (const post of requested(log.state).posts) {
    const { integrationId } = post.integration;
    const here = ours.filter((publication) => publication.integrationId === integrationId);
    const thisRound = here.filter(
      (publication) => roundOf(publication) === `${integrationId} round ${post.round}`,
    );
    const queued = [...server.rows.values()].filter(
      (row) => row.integrationId === integrationId && row.queuedBy === 'us' && isQueued(lookOf(row)),
    );
    if (!isSettled(post)) violations.push(`${integrationId} has no outcome: ${post.phase}`);
    if (post.wish) violations.push(`${integrationId}: the wish to ${post.wish} came to nothing`);
    const isGone = post.phase === 'failed' || post.phase === 'cancelled' || post.phase === 'left-as-draft';
    const isGivenUp = post.phase === 'failed' && post.code === 'given_up';
    if (isGone && thisRound.length > 0 && !isGivenUp && !wasUnconfirmed(log.events, integrationId))
      violations.push(`${integrationId} is ${post.phase}, but was published`);
    if (isGone && queued.length > 0)
      violations.push(`${integrationId} is ${post.phase}, but is in the queue`);
    if (post.phase === 'published' && !post.paid)
      violations.push(`${integrationId} is published, but not paid for`);
    const anyone = server.publications.some((publication) => publication.integrationId === integrationId);
    if (post.phase === 'published' && !anyone && !wasDecided(log.events, integrationId))
      violations.push(`${integrationId} is published, but nowhere to be seen`);
  }
  return violations;
}

/** Paid for in a round in which nothing was sent. */
function paidForNothing(events: readonly PublicationEvent[]): string[] {
  const sent = new Set<string>();
  const found: string[] = [];
  let state = publication.initialState;
  for (const event of events) {
    state = publication.evolve(state, event);
    const roundOf = (integrationId: string) =>
      `${integrationId} round ${findPost(state, integrationId).round}`;
    if (event.type === 'PostDraftIntended') sent.add(roundOf(event.data.integrationId));
    if (event.type !== 'CostIncurred') continue;
    const round = roundOf(event.data.source['integrationId'] ?? '');
    if (!sent.has(round)) found.push(`paid for, but nothing was sent: ${round}`);
  }
  return found;
}

/** Told as accepted, although Postiz never had it in its queue; what was deleted, an old Postiz promotes without a word. */
function falselyAccepted({ server }: World, { type, data }: PublicationEvent): string[] {
  if (type !== 'PostAccepted') return [];
  const wasQueued = server.rows
    .get(data.postId)
    ?.looks.some(({ state, isDeleted }) => state !== 'DRAFT' || isDeleted);
  return wasQueued ? [] : [`${data.postId} is accepted, but was never in the queue`];
}

/** Which round each instant was taken in. */
function roundsOf(events: readonly PublicationEvent[]): ReadonlyMap<string, number> {
  const rounds = new Map<string, number>();
  let state = publication.initialState;
  for (const event of events) {
    state = publication.evolve(state, event);
    if (event.type !== 'PostDraftIntended') continue;
    const { integrationId, publishAt } = event.data;
    rounds.set(`${integrationId} ${publishAt}`, findPost(state, integrationId).round);
  }
  return rounds;
}

const isQueued = ({ state, isDeleted }: { state: string; isDeleted: boolean }): boolean =>
  state === 'QUEUE' && !isDeleted;

const costOf = ({ type, data }: PublicationEvent): string[] => (type === 'CostIncurred' ? [data.costId] : []);

const wasUnconfirmed = (events: readonly PublicationEvent[], integrationId: string): boolean =>
  events.some(({ type, data }) => type === 'PostUnconfirmed' && data.integrationId === integrationId);

const wasDecided = (events: readonly PublicationEvent[], integrationId: string): boolean =>
  events.some(
    ({ type, data }) =>
      type === 'UnconfirmedPostDecided' &&
      data.integrationId === integrationId &&
      data.decision === 'published',
  );

/** Told to the others as published more than once in a round. */
function repeatedEnds(events: readonly PublicationEvent[]): string[] {
  let state = publication.initialState;
  const told: string[] = [];
  for (const event of events) {
    state = publication.evolve(state, event);
    if (event.type !== 'ClipPublished') continue;
    const { integrationId } = event.data;
    told.push(`${integrationId} round ${findPost(state, integrationId).round}`);
  }
  return repeated(told);
}

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];
