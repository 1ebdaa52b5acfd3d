import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createServiceApp, readConfig, serviceEnvironment, type ServiceAppOptions } from '../index.ts';
import { z } from 'zod';
import { TinyModule, tinyRuntime } from './tiny-service.ts';

export const OPERATOR_KEY = 'operator-key-canary-4711';
export const PROFILE = 'prf_019a0000-0000-7000-8000-000000000001';
export const bearer = { authorization: `Bearer ${OPERATOR_KEY}` };

export const tinyEnvironment = {
  PORT: '0',
  DATABASE_URL: 'postgres://user:database-canary@127.0.0.1:1/tiny',
  NATS_URL: 'nats://127.0.0.1:1',
  CLIPCAST_OPERATOR_KEY: OPERATOR_KEY,
  CLIPCAST_PUBLIC_PATH: '/api/tiny',
} as const;

export interface TinyApp {
  readonly app: NestFastifyApplication;
  /** Everything it logged, as text. */
  readonly log: () => string;
}

/** The tiny service without a port. */
export async function tinyApp(
  module: Type = TinyModule,
  more: Partial<ServiceAppOptions> & { readonly level?: string } = {},
): Promise<TinyApp> {
  const lines: string[] = [];
  const config = readConfig(z.object(serviceEnvironment), { ...tinyEnvironment, LOG_LEVEL: more.level });
  const app = await createServiceApp({
    name: 'tiny-service',
    module,
    config,
    runtime: tinyRuntime,
    logTo: { write: (line: string) => void lines.push(line) },
    ...more,
  });
  return { app, log: () => lines.join('') };
}
