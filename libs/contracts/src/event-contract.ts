import type { JsonObject } from '@clipcast/kernel';
import type { z } from 'zod';
import type { Upcaster } from './upcasters.ts';

/** The services that own a log. */
export const services = ['profile', 'publish', 'billing'] as const;
export type Service = (typeof services)[number];

/** What other services may rely on: an event's name, the version of its data, and the data's schema. */
export interface EventContract<T extends string = string, S extends z.ZodType = z.ZodType> {
  readonly service: Service;
  readonly type: T;
  readonly version: number;
  readonly data: S;
  /** The schema of every version that was ever written, the oldest first; the last one is `data`. */
  readonly schemas: readonly z.ZodType[];
  /** The step from each version to the next, the oldest first. */
  readonly upcasters: readonly Upcaster[];
}

/** Declares a public event of a service, in its first version. */
export const eventContract = <T extends string, S extends z.ZodType>(
  service: Service,
  type: T,
  data: S,
): EventContract<T, S> => ({ service, type, version: 1, data, schemas: [data], upcasters: [] });

/**
 * The next version of an event: its new data, and what becomes of the data that is stored already. The old schema stays,
 * for the log holds such events for ever.
 *
 * ```ts
 * export const clipRenamed = nextVersion(
 *   eventContract('publish', 'ClipRenamed', z.strictObject({ name: z.string() })),
 *   z.strictObject({ title: z.string() }),
 *   ({ name }) => ({ title: name }),
 * );
 * ```
 */
export const nextVersion = <T extends string, Old extends z.ZodType, New extends z.ZodType>(
  before: EventContract<T, Old>,
  data: New,
  upcast: (old: z.output<Old>) => z.output<New>,
): EventContract<T, New> => ({
  ...before,
  version: before.version + 1,
  data,
  schemas: [...before.schemas, data],
  // The log holds only what kept the old schema when it was written.
  upcasters: [...before.upcasters, (old) => upcast(old as z.output<Old>) as JsonObject],
});

/** The data of an event, from its contract. */
export type DataOf<C extends EventContract> = z.output<C['data']>;

/** The event as a decider returns it, from its contract. */
export type EventOf<C extends EventContract> = { readonly type: C['type']; readonly data: DataOf<C> };
