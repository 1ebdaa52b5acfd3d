import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serviceEnvironment } from '@clipcast/service-kit';
import { z } from 'zod';
import { exampleVariables } from './env-example.ts';

type Environment = Record<string, string>;
type ReadConfig = (environment: Environment) => unknown;

const root = new URL('../../../', import.meta.url);

/** A service's reader, loaded by its place: services are no packages that others import. */
const readerOf = async (project: string, name: string): Promise<ReadConfig> => {
  const module: unknown = await import(fileURLToPath(new URL(`${project}/src/config.ts`, root)));
  const read = z.record(z.string(), z.unknown()).parse({ ...(module as object) })[name];
  if (typeof read !== 'function') throw new Error(`${project} has no ${name}`);
  return read as ReadConfig;
};

const READERS = [
  ['apps/profile-service', 'readProfileConfig'],
  ['apps/publish-service', 'readPublishConfig'],
  ['apps/billing-service', 'readBillingConfig'],
  ['tools/platform', 'readPlatformConfig'],
  ['tools/postiz-sandbox', 'readConfig'],
] as const;

const everything = (): Environment =>
  Object.fromEntries(
    exampleVariables()
      // Where a secret may be given by value or by file, a process is given one of the two.
      .filter(({ name }) => !name.endsWith('_FILE'))
      .map(({ name, value }) => [name, value]),
  );

it.each(READERS)('has values that %s accepts', async (project, name) => {
  const read = await readerOf(project, name);
  expect(() => read(everything())).not.toThrow();
});

it('names every variable that a program of ours reads', () => {
  const named = new Set(exampleVariables().map(({ name }) => name));
  const read = READERS.flatMap(([project]) => [
    ...readFileSync(new URL(`${project}/src/config.ts`, root), 'utf8').matchAll(/^ +([A-Z][A-Z0-9_]+): /gm),
  ]).map(([, name = '']) => name);
  expect(read.length).toBeGreaterThan(10);
  const missing = [...Object.keys(serviceEnvironment), ...read].filter((name) => !named.has(name));
  expect(missing).toEqual([]);
});
