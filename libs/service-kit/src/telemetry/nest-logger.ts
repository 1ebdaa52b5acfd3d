import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest tells of each route and module as it starts; that is detail, not news. */
const CHATTY = new Set([
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'RouterExplorer',
  'RoutesResolver',
]);

type Level = 'debug' | 'error' | 'fatal' | 'info' | 'trace' | 'warn';

/** What Nest and everybody with a Nest `Logger` writes, as lines of our log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.#write(CHATTY.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', message, rest);
  }

  /** Nest's convention: the last argument is the context; an error may be the message or the argument after it. */
  #write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const error = [message, ...rest].find((part) => part instanceof Error);
    const text =
      message instanceof Error ? message.message : typeof message === 'string' ? message : 'message';
    const fields = typeof message === 'object' && !(message instanceof Error) ? message : undefined;
    this.logger[level](
      { ...fields, ...(context ? { context } : {}), ...(error ? { err: error } : {}) },
      text,
    );
  }
}
