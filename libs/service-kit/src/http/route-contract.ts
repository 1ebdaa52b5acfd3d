import type { z } from 'zod';

/** A header that a route reads and the document should name. */
export interface HeaderInput {
  readonly name: string;
  readonly description: string;
}

/** One documented answer. */
export interface RouteAnswer {
  readonly status: number;
  readonly schema: z.ZodType | undefined;
  readonly description: string;
  readonly mediaType: string;
}

/** What the decorators of one route said about it: its inputs parse requests and make the document. */
export interface RouteContract {
  body?: z.ZodType;
  query?: z.ZodObject;
  params?: z.ZodObject;
  summary?: string;
  description?: string;
  tags?: readonly string[];
  /** Media type and schema of a body that no schema parses, such as an upload. */
  rawBody?: { readonly mediaType: string; readonly schema: Record<string, unknown> };
  readonly headers: HeaderInput[];
  readonly answers: RouteAnswer[];
}

const contracts = new WeakMap<object, Map<string | symbol, RouteContract>>();

/** The contract of a method, made on first use. `prototype` is the controller's. */
export function contractOf(prototype: object, method: string | symbol): RouteContract {
  const ofClass = contracts.get(prototype) ?? new Map<string | symbol, RouteContract>();
  contracts.set(prototype, ofClass);
  const contract = ofClass.get(method) ?? { headers: [], answers: [] };
  ofClass.set(method, contract);
  return contract;
}

/** For parameter decorators, whose method is always named. */
export const contractOfParameter = (
  prototype: object,
  method: string | symbol | undefined,
): RouteContract => {
  if (method === undefined)
    throw new TypeError('This decorator belongs on a parameter of a route, not of a constructor.');
  return contractOf(prototype, method);
};
