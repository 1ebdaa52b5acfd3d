import { HttpCode } from '@nestjs/common';
import type { z } from 'zod';
import { contractOf } from '../http/route-contract.ts';

/** What the document says of a route in words. */
export interface OperationText {
  /** A few words, in the imperative: "Open a reservation". */
  readonly summary: string;
  readonly description?: string;
  /** Groups routes on the page; by default the first word of the path after `/v1`. */
  readonly tags?: readonly string[];
}

export const Operation =
  (text: OperationText): MethodDecorator =>
  (target, method) => {
    Object.assign(contractOf(target, method), text);
  };

/**
 * Documents one answer; `schema` undefined means no body. A 2xx is also the status that Nest sends: with several, the
 * topmost of them.
 */
export const ZodResponse =
  (
    status: number,
    schema: z.ZodType | undefined,
    description: string,
    mediaType = 'application/json',
  ): MethodDecorator =>
  (target, method, descriptor) => {
    contractOf(target, method).answers.push({ status, schema, description, mediaType });
    if (status >= 200 && status < 300) HttpCode(status)(target, method, descriptor);
  };

/** Documents a body that no schema parses, such as a streamed upload: its media type and its JSON Schema. */
export const RawBody =
  (mediaType: string, schema: Record<string, unknown>): MethodDecorator =>
  (target, method) => {
    contractOf(target, method).rawBody = { mediaType, schema };
  };

/** Documents a request header that the route reads. */
export const ReadsHeader =
  (name: string, description: string): MethodDecorator =>
  (target, method) => {
    contractOf(target, method).headers.push({ name, description });
  };
