import pino, { type DestinationStream, type Logger } from 'pino';
import { currentTrace } from './current-trace.ts';
import { errorFields } from './error-fields.ts';

export type { Logger } from 'pino';

/** How a service logs: one JSON object a line, with the running trace, to standard output unless `destination` is given. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: errorFields },
    mixin: () => ({ ...currentTrace() }),
  };
  return destination ? pino(options, destination) : pino(options);
}
