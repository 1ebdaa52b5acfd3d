import { RequestMethod, type INestApplication } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ROUTE_ACCESS, type RouteAccess } from '../auth/route-access.decorator.ts';
import { servedPath } from './api-paths.ts';
import { contractOf, type RouteContract } from './route-contract.ts';

/** One route of one controller, as it is served. */
export interface ServedRoute {
  readonly method: string;
  /** In Fastify's notation: `/v1/profiles/:profileId`. */
  readonly path: string;
  readonly controller: string;
  readonly handlerName: string;
  readonly access: RouteAccess | undefined;
  readonly contract: RouteContract;
  /** How many routes the controller has; one alone gives the operation its name. */
  readonly siblings: number;
}

type Handler = (...args: never[]) => unknown;

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');

const joined = (...parts: readonly string[]): string =>
  `/${parts
    .map((part) => part.replaceAll(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;

/** Every route of every controller of the application. */
export function servedRoutes(app: INestApplication): readonly ServedRoute[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return controllers.flatMap((wrapper) =>
    typeof wrapper.metatype === 'function' ? routesOf(wrapper.metatype as new () => object) : [],
  );
}

function routesOf(controller: new () => object): readonly ServedRoute[] {
  const prototype = controller.prototype as Record<string, Handler>;
  const reflector = new Reflector();
  const handlers = new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    return handler && Reflect.hasMetadata(PATH_METADATA, handler) ? [{ name, handler }] : [];
  });
  return handlers.flatMap(({ name, handler }) =>
    textsOf(Reflect.getMetadata(PATH_METADATA, controller)).flatMap((base) =>
      textsOf(Reflect.getMetadata(PATH_METADATA, handler)).map((path) => ({
        method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod],
        path: servedPath(joined(base, path)),
        controller: controller.name,
        handlerName: name,
        access: reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [handler, controller]),
        contract: contractOf(prototype, name),
        siblings: handlers.length,
      })),
    ),
  );
}
