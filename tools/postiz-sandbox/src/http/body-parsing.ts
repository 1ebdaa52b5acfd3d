import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badRequest } from './answer.ts';

/** JSON bodies under `/public/v1` may have 100 KiB; uploads are streamed and have limits of their own. */
export const JSON_BYTES_MAX = 102_400;

/**
 * Reads bodies like the Express of Postiz: JSON objects and lists; no body and any other type count as `{}`. Calls
 * `sawBody` with every JSON body that was not too long.
 */
export function registerBodyParsing(
  app: FastifyInstance,
  sawBody: (request: FastifyRequest, text: string) => void,
): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: JSON_BYTES_MAX },
    (request, body, done) => {
      const text = String(body);
      sawBody(request, text);
      try {
        done(null, parseJson(text));
      } catch {
        done(badRequest('The body is no JSON object'));
      }
    },
  );
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null, {});
  });
}

function parseJson(text: string): unknown {
  if (text === '') return {};
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new SyntaxError('neither an object nor a list');
  return value;
}
