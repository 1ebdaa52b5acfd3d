import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { parseInput } from './parse-input.ts';
import { requireStrict } from './require-strict.ts';
import { contractOfParameter } from './route-contract.ts';

const parsed = (
  schema: z.ZodType,
  root: string,
  pick: (request: FastifyRequest) => unknown,
): ParameterDecorator =>
  createParamDecorator((_data: unknown, context: ExecutionContext) =>
    parseInput(schema, pick(context.switchToHttp().getRequest<FastifyRequest>()), root),
  )();

/** The parsed JSON body: `@ZodBody(Body) body: z.output<typeof Body>`. Unknown fields are refused, at any depth. */
export function ZodBody(schema: z.ZodType): ParameterDecorator {
  requireStrict(schema);
  return (target, method, index) => {
    contractOfParameter(target, method).body = schema;
    parsed(schema, '', (request) => request.body)(target, method, index);
  };
}

/** The parsed query. All its values arrive as text, so numbers need `z.coerce`. */
export function ZodQuery(schema: z.ZodObject): ParameterDecorator {
  requireStrict(schema);
  return (target, method, index) => {
    contractOfParameter(target, method).query = schema;
    parsed(schema, '/query', (request) => request.query)(target, method, index);
  };
}

/** The parsed path parameters. */
export function ZodParams(schema: z.ZodObject): ParameterDecorator {
  requireStrict(schema);
  return (target, method, index) => {
    contractOfParameter(target, method).params = schema;
    parsed(schema, '/params', (request) => request.params)(target, method, index);
  };
}
