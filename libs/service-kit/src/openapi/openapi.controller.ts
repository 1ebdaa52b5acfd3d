import { gunzipSync } from 'node:zlib';
import { Controller, Get, Header, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PublicRoute } from '../auth/route-access.decorator.ts';
import { ApiDescription } from './api-description.ts';
import { Operation, ZodResponse } from './operation.decorators.ts';
import { referencePage } from './reference-page.ts';

/** Scalar styles its page itself and asks for nothing but the document; the browser holds it to that. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/** The API document and a page to read it on. */
@Controller()
@PublicRoute()
export class OpenApiController {
  constructor(private readonly api: ApiDescription) {}

  @Get('openapi.json')
  @Header('content-type', 'application/json')
  @Operation({ summary: 'Read this document', tags: ['description'] })
  @ZodResponse(200, z.looseObject({ openapi: z.string() }), 'The OpenAPI 3.1 document.')
  document(): string {
    return this.api.text();
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', PAGE_POLICY)
  @Operation({ summary: 'Read this document as a page', tags: ['description'] })
  @ZodResponse(200, z.string(), 'The page.', 'text/html')
  async page(): Promise<string> {
    return (await referencePage()).html;
  }

  @Get('docs/scalar.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  @Operation({ summary: 'Load the script of the page', tags: ['description'] })
  @ZodResponse(200, z.string(), 'The script.', 'text/javascript')
  async script(
    @Headers('accept-encoding') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const script = Buffer.from((await referencePage()).scriptGzip);
    void reply.header('vary', 'accept-encoding');
    if (!accepted?.includes('gzip')) return gunzipSync(script);
    void reply.header('content-encoding', 'gzip');
    return script;
  }
}
