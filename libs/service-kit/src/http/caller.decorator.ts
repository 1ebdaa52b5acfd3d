import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { commandContextOf } from './command-context.ts';
import { contractOfParameter } from './route-contract.ts';

const context = createParamDecorator((_data: unknown, host: ExecutionContext) =>
  commandContextOf(host.switchToHttp().getRequest<FastifyRequest>()),
);

/** `@Caller() context: CommandContext`: actor, correlation id and, with an `Idempotency-Key`, the command's identity. */
export const Caller = (): ParameterDecorator => (target, method, index) => {
  contractOfParameter(target, method).headers.push({
    name: 'Idempotency-Key',
    description: '8 to 255 printable characters. The same key and request get the first answer again.',
  });
  context()(target, method, index);
};
