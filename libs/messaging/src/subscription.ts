import type { CommandContext, LogTables, ProjectionTable } from '@clipcast/event-store';
import type { Service } from '@clipcast/contracts';
import type { Transaction } from 'kysely';
import type { PublicEvent } from './envelope.ts';

/**
 * What happens to an event that keeps failing. `park`: it goes to the dead letters with the rest of its stream, everything
 * else goes on. `halt`: the subscription stands still before it until a person decides.
 */
export type OnPoison = 'park' | 'halt';

/**
 * Another service's facts as a read model of ours. `project` gets them in order, in batches, within the transaction that
 * also moves the watermark: a fact is in the tables exactly once. The batch is done again, event by event, when it fails.
 */
export interface ForeignProjection<Tables extends LogTables = LogTables> {
  readonly name: string;
  readonly source: Service;
  /** Raised when what is computed changes; the tables are then built anew while the old ones serve. */
  readonly version: number;
  readonly tables: readonly ProjectionTable[];
  /** `park` when absent. */
  readonly onPoison?: OnPoison;
  project(tx: Transaction<Tables>, events: readonly PublicEvent[]): Promise<void>;
}

/**
 * Another service's facts as commands of ours. `context` carries a command id derived from the event and the policy's
 * name, so a redelivered event finds its command carried out. Facts of one stream come one after the other, those of
 * different streams at the same time.
 */
export interface Policy {
  readonly name: string;
  readonly source: Service;
  /** `park` when absent. */
  readonly onPoison?: OnPoison;
  react(event: PublicEvent, context: CommandContext): Promise<void>;
  /**
   * The same for events of as many streams that came together, where there is something to gain: what became of each, in
   * their order. Whatever is not `done`, and all of them when it throws, is reacted to once more, each alone. So each must
   * be idempotent by its own context, as in {@link react}, and all must have settled before it returns or throws: what is
   * still under way would meet itself, and what comes after it in its stream.
   */
  reactTogether?(reactions: readonly Reaction[]): Promise<readonly ('done' | 'failed')[]>;
}

/** An event that a policy is to react to, and as what. */
export interface Reaction {
  readonly event: PublicEvent;
  readonly context: CommandContext;
}

export type Subscription<Tables extends LogTables = LogTables> = ForeignProjection<Tables> | Policy;

/** A policy keeps no tables, so it has but one version. */
const POLICY_VERSION = 1;

/** The version under which a subscription's watermark is kept. */
export const versionOf = <Tables extends LogTables>(subscription: Subscription<Tables>): number =>
  'version' in subscription ? subscription.version : POLICY_VERSION;

/** Narrows an event by its contract: `if (isPublic(event, costIncurred)) …` gives its data a type. */
export const isPublic = <C extends { service: Service; type: string; data: { _zod: { output: unknown } } }>(
  event: PublicEvent,
  contract: C,
): event is PublicEvent<C['type'], C['data']['_zod']['output']> =>
  event.service === contract.service && event.type === contract.type;
