import type { z } from 'zod';
import { Refusal } from '../http/answer.ts';

/** A refusal of the control API, which has a shape of its own. */
export const refused = (status: number, error: string): Refusal => new Refusal({ status, body: { error } });

/**
 * Reads what the control API was sent.
 * @throws {Refusal} 400 naming each field that makes no sense.
 */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Refusal({ status: 400, body: { error: 'The request is not valid', problems } });
}
