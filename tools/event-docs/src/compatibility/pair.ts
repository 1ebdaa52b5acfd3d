import type { JsonSchema } from './json-schema.ts';

/** Where a schema changed in a way that somebody could not follow, and why. */
export interface Incompatibility {
  /** A JSON Pointer into the event's data; `*` stands for every item or every other property. */
  readonly place: string;
  readonly reason: string;
}

/** One part of a schema before and after, without references at its top. */
export interface Pair {
  readonly place: string;
  readonly before: JsonSchema;
  readonly after: JsonSchema;
  /** What is wrong with two parts below this one. */
  readonly compare: Compare;
}

export type Compare = (place: string, before: unknown, after: unknown) => readonly Incompatibility[];

/** The new schema refuses what the old one allowed. */
export const narrower = (place: string, what: string): Incompatibility => ({
  place: place || '/',
  reason: `${what}: events that are stored already could not be read any more`,
});

/** The new schema allows what the old one refused. */
export const wider = (place: string, what: string): Incompatibility => ({
  place: place || '/',
  reason: `${what}: readers of the published schema do not expect it`,
});

/** A part of a schema in words. */
export const text = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
