import { z } from 'zod';

/** A request as it came in. The key that it showed is not part of it; what it proved is `organisation`. */
const ArrivalSchema = z.strictObject({
  id: z.string(),
  /** When its headers were here. */
  at: z.string(),
  organisation: z.string().nullable(),
  method: z.string(),
  /** The path without its query. */
  path: z.string(),
  query: z.record(z.string(), z.unknown()),
  /** Method and route, such as `PUT /posts/:id/status`; null when there is no such route. */
  endpoint: z.string().nullable(),
  /** SHA-256 of a JSON body as it was sent; null when there was none. */
  bodySha256: z.string().nullable(),
  /** The JSON body itself; null when there was none, or none that could be read. */
  body: z.unknown(),
});
export type Arrival = Readonly<z.infer<typeof ArrivalSchema>>;

/** How a request ended. */
const EndingSchema = z.strictObject({
  id: z.string(),
  endedAt: z.string(),
  /** The status that was sent; null when no answer was sent, whatever was done. */
  status: z.int().nullable(),
  /** The file of an upload that was received to its last byte. */
  file: z.strictObject({ sha256: z.string(), bytes: z.int() }).nullable(),
});
export type Ending = Readonly<z.infer<typeof EndingSchema>>;

/** A line of the file. */
export const LineSchema = z.union([
  z.strictObject({ arrived: ArrivalSchema }),
  z.strictObject({ ended: EndingSchema }),
]);
export type Line = z.infer<typeof LineSchema>;

/** A request as the judge shows it; `endedAt` is null while it is being worked on, or when a crash came between. */
export type SeenRequest = Arrival & { readonly [K in keyof Omit<Ending, 'id'>]: Ending[K] | null };
