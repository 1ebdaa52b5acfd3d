/** What a test run is told from outside. The one reader of `process.env` in this library. */
export const testEnvironment = () => ({
  /** A PostgreSQL server on which tests may create databases; `npm test` sets it. */
  databaseUrl: process.env['CLIPCAST_TEST_DATABASE_URL'] || undefined,
  /** `containers` or `embedded` decides instead of the probe for a Docker engine. */
  servers: process.env['CLIPCAST_TEST_SERVERS'] || undefined,
  dockerHost: process.env['DOCKER_HOST'] || undefined,
});
