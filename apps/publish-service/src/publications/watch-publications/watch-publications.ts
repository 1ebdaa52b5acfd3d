import type { PublicationView } from '../publication-view.ts';

/** A publication that has changed, and the place of that in its profile's history. */
export interface PublicationChange {
  readonly cursor: bigint;
  readonly view: PublicationView;
}

/** A change as an event of a stream (HTML standard, section 9.2). JSON has no line breaks, so it is one line. */
export const eventText = ({ cursor, view }: PublicationChange): string =>
  `event: publication\nid: ${cursor}\ndata: ${JSON.stringify(view)}\n\n`;

/** Says nothing, but shows both sides that the line is alive. */
export const HEARTBEAT = ': still here\n\n';

/** The first words: they take the headers along, and say when to come back after a break. */
export const greeting = (retryMs: number): string => `retry: ${retryMs}\n: watching\n\n`;
