import type { z } from 'zod';

/** The services that own a log. */
export const services = ['profile', 'publish', 'billing'] as const;
export type Service = (typeof services)[number];

/** What other services may rely on: an event's name, the version of its data, and the data's schema. */
export interface EventContract<T extends string = string, S extends z.ZodType = z.ZodType> {
  readonly service: Service;
  readonly type: T;
  readonly version: number;
  readonly data: S;
}

/** Declares a public event of a service. */
export const eventContract = <T extends string, S extends z.ZodType>(
  service: Service,
  type: T,
  version: number,
  data: S,
): EventContract<T, S> => ({ service, type, version, data });

/** The data of an event, from its contract. */
export type DataOf<C extends EventContract> = z.output<C['data']>;

/** The event as a decider returns it, from its contract. */
export type EventOf<C extends EventContract> = { readonly type: C['type']; readonly data: DataOf<C> };
