import type { z } from 'zod';
import type { RouteAnswer } from '../http/route-contract.ts';
import type { ServedRoute } from '../http/served-routes.ts';
import type { JsonSchema, SchemaCollection } from './schema-collection.ts';

const commonProblems: Readonly<Record<number, string>> = {
  400: 'The request is malformed; `errors` names each field.',
  401: 'No valid access key was sent.',
  403: 'The access key may not do this.',
  404: 'There is no such thing, or it belongs to another profile.',
  409: 'The same Idempotency-Key is still being worked on, or the state does not allow this.',
  412: 'The resource has changed since it was read.',
  422: 'The request cannot be carried out, or its Idempotency-Key was used for another one.',
};

/** The component of a common problem answer, by status. */
export const problemAnswers = (problem: JsonSchema): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries({ ...commonProblems, default: 'Any other problem.' }).map(([status, description]) => [
      `Problem${status}`,
      { description, content: { 'application/problem+json': { schema: problem } } },
    ]),
  );

/** The OpenAPI operation of one route. */
export function operationOf(route: ServedRoute, schemas: SchemaCollection): JsonSchema {
  const { contract } = route;
  const name = operationIdOf(route);
  const parameters = parametersOf(route, schemas);
  const body = bodyOf(route, schemas);
  return {
    operationId: name,
    summary: contract.summary ?? name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`),
    ...(contract.description === undefined ? {} : { description: contract.description }),
    tags: contract.tags ?? [tagOf(route.path)],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: answersOf(route, schemas),
    ...(route.access?.public === false
      ? { security: [{ accessKey: [] }], 'x-required-scope': route.access.scope }
      : { security: [] }),
  };
}

function operationIdOf(route: ServedRoute): string {
  const base = route.controller.replace(/Controller$/, '');
  const name =
    route.siblings === 1
      ? base
      : base + route.handlerName.charAt(0).toUpperCase() + route.handlerName.slice(1);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const tagOf = (path: string): string =>
  path
    .split(/[/:]/)
    .filter((part) => part !== '')
    .find((part) => part !== 'v1') ?? 'service';

function parametersOf({ path, contract }: ServedRoute, schemas: SchemaCollection): readonly JsonSchema[] {
  const inPath = propertiesOf(contract.params, schemas);
  const pathNames = [...path.replaceAll('::', '').matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const query = propertiesOf(contract.query, schemas);
  return [
    ...pathNames.map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: inPath.properties[name] ?? { type: 'string' },
    })),
    ...Object.entries(query.properties).map(([name, schema]) => ({
      name,
      in: 'query',
      required: query.required.includes(name),
      schema,
    })),
    ...contract.headers.map(({ name, description }) => ({
      name,
      in: 'header',
      required: false,
      description,
      schema: { type: 'string' },
    })),
  ];
}

interface Properties {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
}

function propertiesOf(schema: z.ZodObject | undefined, schemas: SchemaCollection): Properties {
  const json = schema && schemas.add(schema, 'input');
  return {
    properties: (json?.['properties'] ?? {}) as Properties['properties'],
    required: (json?.['required'] ?? []) as string[],
  };
}

function bodyOf({ contract }: ServedRoute, schemas: SchemaCollection): JsonSchema | undefined {
  const content: Record<string, JsonSchema> = {};
  if (contract.body) content['application/json'] = { schema: schemas.add(contract.body, 'input') };
  if (contract.rawBody)
    content[contract.rawBody.mediaType] = { schema: schemas.addJson(contract.rawBody.schema) };
  return Object.keys(content).length > 0 ? { required: true, content } : undefined;
}

function answersOf(route: ServedRoute, schemas: SchemaCollection): Record<string, JsonSchema> {
  const { contract } = route;
  const usual = route.method === 'POST' ? 201 : 200;
  const answers: readonly RouteAnswer[] = contract.answers.some(({ status }) => status < 300)
    ? contract.answers
    : [...contract.answers, { status: usual, schema: undefined, description: 'Done.', mediaType: '' }];
  const described: Record<string, JsonSchema> = {};
  for (const status of expectedProblems(route))
    described[status] = { $ref: `#/components/responses/Problem${status}` };
  for (const { status, schema, description, mediaType } of answers) {
    const content = schema && { [mediaType]: { schema: schemas.add(schema, 'output') } };
    described[status] = content ? { description, content } : { description };
  }
  return described;
}

function expectedProblems({ access, contract, path }: ServedRoute): readonly (number | 'default')[] {
  if (access?.public === true) return ['default'];
  const reads = (header: string) => contract.headers.some(({ name }) => name === header);
  return [
    ...(contract.body || contract.query || contract.params || contract.headers.length > 0 ? [400] : []),
    401,
    403,
    ...(path.includes('/:') ? [404] : []),
    ...(reads('If-Match') ? [412] : []),
    ...(reads('Idempotency-Key') ? [409, 422] : []),
    'default',
  ];
}
