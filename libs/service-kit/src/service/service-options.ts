import type { Runtime } from '@clipcast/kernel';
import type { DynamicModule, Type } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import type { ServiceConfig } from '../config/service-environment.ts';

export type ServiceModule = Type | DynamicModule;

/** Limits that differ between services. */
export interface HttpLimits {
  /** Bytes of a body that is parsed; uploads are streamed past it. */
  readonly bodyBytesMax?: number;
  /** How long a whole request may take to arrive; 0 for services that take uploads, which set their own limits. */
  readonly requestTimeoutMs?: number;
}

export interface ServiceAppOptions {
  /** `profile-service`: names the service in logs and in the API document. */
  readonly name: string;
  readonly module: ServiceModule;
  readonly config: ServiceConfig;
  readonly runtime: Runtime;
  readonly limits?: HttpLimits;
  /** Registers Fastify plugins and content type parsers. Routes are refused: they would have no access check. */
  readonly configureFastify?: (fastify: FastifyInstance) => Promise<void> | void;
  /** Where log lines go; standard output by default. */
  readonly logTo?: DestinationStream;
}
