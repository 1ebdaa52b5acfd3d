/** Where a service answers beside its API: everything else begins with `/v1`. */
export const API_PREFIX = 'v1';

/** In Nest's notation, for `setGlobalPrefix`. */
export const unprefixedPaths = [
  'livez',
  'readyz',
  'startupz',
  'openapi.json',
  'docs',
  'docs/scalar.js',
  'ops/*path',
];

const UNPREFIXED = /^\/(livez|readyz|startupz|openapi\.json|docs|docs\/scalar\.js|ops\/.+)$/;

/** The path a route is served at: `/profiles` becomes `/v1/profiles`, `/livez` stays. */
export const servedPath = (path: string): string => (UNPREFIXED.test(path) ? path : `/${API_PREFIX}${path}`);
