import type { ServedRoute } from '../http/served-routes.ts';
import { operationOf, problemAnswers } from './operation.ts';
import { problemSchema } from './problem-schema.ts';
import { SchemaCollection, type JsonSchema } from './schema-collection.ts';

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
  readonly components: JsonSchema;
}

/** `/v1/profiles/:profileId/publications::batch` is written `/v1/profiles/{profileId}/publications:batch`. */
export const documentPath = (path: string): string =>
  path.replaceAll(/::|:(\w+)/g, (_colon, name: string | undefined) =>
    name === undefined ? ':' : `{${name}}`,
  );

/** The document of a service, built from its routes; every served route is in it. `publicPath` is where the edge has it. */
export function openApiDocument(
  title: string,
  publicPath: string,
  routes: readonly ServedRoute[],
): OpenApiDocument {
  const schemas = new SchemaCollection();
  const problem = schemas.add(problemSchema, 'output');
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const route of routes) {
    const path = documentPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: { title, version: 'v1' },
    servers: [{ url: publicPath === '' ? '/' : publicPath }],
    paths,
    components: {
      schemas: schemas.components,
      responses: problemAnswers(problem),
      securitySchemes: { accessKey: { type: 'http', scheme: 'bearer', description: 'An access key.' } },
    },
  };
}
