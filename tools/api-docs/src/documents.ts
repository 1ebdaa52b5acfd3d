import { apiDocument as billing } from '@clipcast/billing-service/api-document';
import { apiDocument as profile } from '@clipcast/profile-service/api-document';
import { apiDocument as publish } from '@clipcast/publish-service/api-document';
import openapiTS, { astToString, UNKNOWN, type OpenAPI3 } from 'openapi-typescript';
import { formatted } from './formatted.ts';

/** Files by their path below the root of the repository. */
export type Files = ReadonlyMap<string, string>;

const services = { billing, profile, publish };

/** Any JSON: zod writes it as a schema that contains itself, of which TypeScript makes nothing. */
const ANY_JSON = /\/__schema\d+(Variant)?$/;

const HEADER = '/** Generated from docs/api by `npm run docs:api`. */\n\n';

/** The API documents of all services and the client's types of them, as they should be. */
export async function generatedDocuments(): Promise<Files> {
  const files = new Map<string, string>();
  for (const [service, describe] of Object.entries(services)) {
    const document = await describe();
    const types = await openapiTS(document as unknown as OpenAPI3, {
      // What has a default may be left out of a request.
      defaultNonNullable: false,
      transform: (_, { path }) => (ANY_JSON.test(path ?? '') ? UNKNOWN : undefined),
    });
    await add(files, `docs/api/${service}.openapi.json`, JSON.stringify(document));
    await add(files, `libs/client/src/generated/${service}-api.ts`, `${HEADER}${astToString(types)}`);
  }
  return files;
}

const add = async (files: Map<string, string>, path: string, text: string): Promise<void> =>
  void files.set(path, await formatted(path, text));
