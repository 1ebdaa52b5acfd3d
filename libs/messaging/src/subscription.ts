import type { CommandContext, LogTables } from '@clipcast/event-store';
import type { Service } from '@clipcast/contracts';
import type { Transaction } from 'kysely';
import type { PublicEvent } from './envelope.ts';

/** Another service's facts as a read model of ours: within the transaction that also moves the watermark. */
export interface ForeignProjection<Tables extends LogTables = LogTables> {
  readonly name: string;
  readonly source: Service;
  project(tx: Transaction<Tables>, event: PublicEvent): Promise<void>;
}

/**
 * Another service's facts as commands of ours. `context` carries a command id derived from the event and the policy's
 * name, so a redelivered event finds its command carried out.
 */
export interface Policy {
  readonly name: string;
  readonly source: Service;
  react(event: PublicEvent, context: CommandContext): Promise<void>;
}

export type Subscription<Tables extends LogTables = LogTables> = ForeignProjection<Tables> | Policy;

/** Narrows an event by its contract: `if (isPublic(event, costIncurred)) …` gives its data a type. */
export const isPublic = <C extends { service: Service; type: string; data: { _zod: { output: unknown } } }>(
  event: PublicEvent,
  contract: C,
): event is PublicEvent<C['type'], C['data']['_zod']['output']> =>
  event.service === contract.service && event.type === contract.type;
