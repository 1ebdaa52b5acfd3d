import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { expectedVersionOf } from './entity-tag.ts';
import { contractOfParameter } from './route-contract.ts';

const version = createParamDecorator((_data: unknown, host: ExecutionContext) =>
  expectedVersionOf(host.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/** `@IfMatch() expectedVersion: number | undefined`: the version the caller believes to change. */
export const IfMatch = (): ParameterDecorator => (target, method, index) => {
  contractOfParameter(target, method).headers.push({
    name: 'If-Match',
    description:
      'The ETag that was read; when the resource has changed since, nothing happens and the answer is 412.',
  });
  version()(target, method, index);
};
