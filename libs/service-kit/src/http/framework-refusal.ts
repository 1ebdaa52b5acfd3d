import { HttpException } from '@nestjs/common';
import type { Refusal } from './refusal.ts';

const refusal = (status: number, code: string, detail: string): Refusal => ({
  status,
  code,
  detail,
  retryable: false,
  log: status >= 500,
});

const byFastifyCode: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: refusal(400, 'malformed_json', 'The body is not valid JSON.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: refusal(
    400,
    'bad_request',
    'The body is not as long as Content-Length says.',
  ),
  FST_ERR_CTP_BODY_TOO_LARGE: refusal(413, 'body_too_large', 'The body is larger than this route takes.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refusal(
    415,
    'unsupported_media_type',
    'This route does not take this Content-Type. Send JSON with "Content-Type: application/json", an upload as multipart/form-data.',
  ),
  FST_ERR_BAD_URL: refusal(400, 'malformed_url', 'The path is not a valid URL.'),
  FST_ERR_MAX_PARAM_LENGTH: refusal(414, 'url_too_long', 'A part of the path is too long.'),
};

const byStatus: Readonly<Record<number, Refusal>> = {
  400: refusal(400, 'bad_request', 'The request is malformed.'),
  401: refusal(401, 'unauthenticated', 'This needs an access key.'),
  403: refusal(403, 'forbidden', 'This key may not do this.'),
  404: refusal(
    404,
    'route_not_found',
    'There is nothing at this path. The API document, /openapi.json or /docs of the service, lists what there is.',
  ),
  405: refusal(405, 'method_not_allowed', 'This path does not take this method.'),
  406: refusal(406, 'not_acceptable', 'This route cannot answer in the form that was asked for.'),
  408: refusal(408, 'request_timeout', 'The request took too long to arrive.'),
  413: refusal(413, 'body_too_large', 'The body is larger than this route takes.'),
  415: refusal(
    415,
    'unsupported_media_type',
    'This route does not take this Content-Type. Send JSON with "Content-Type: application/json", an upload as multipart/form-data.',
  ),
  431: refusal(431, 'headers_too_large', 'The headers are too large.'),
  503: {
    ...refusal(503, 'unavailable', 'The service is stopping.'),
    retryable: true,
    retryAfterSeconds: 1,
    log: false,
  },
};

const textAt = (value: object, key: string): string => {
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : '';
};

/** The answer to an error of Nest or Fastify: its texts may hold input, so we say it in our own words. */
export function frameworkRefusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  // Nest wraps what Fastify threw and keeps it as the cause.
  const origin = error instanceof HttpException && error.cause instanceof Error ? error.cause : error;
  const known = byFastifyCode[textAt(origin, 'code')];
  if (known) return known;
  const status: unknown =
    error instanceof HttpException ? error.getStatus() : Reflect.get(error, 'statusCode');
  if (typeof status !== 'number' || status < 400) return undefined;
  // Fastify's JSON parser refuses `__proto__` and `constructor.prototype` with a bare SyntaxError.
  if (status === 400 && origin instanceof SyntaxError) {
    return refusal(400, 'malformed_json', 'The body holds a property name that is not allowed.');
  }
  return (
    byStatus[status] ??
    (status < 500 ? refusal(status, 'bad_request', 'The request is malformed.') : undefined)
  );
}
