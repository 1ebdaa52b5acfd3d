import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigError } from './config-error.ts';

/** The environment as a process gets it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Parses the environment once, at boot, into a frozen, typed object. For every variable `X` of the schema, `X_FILE` may
 * name a file to read it from instead (one trailing line break is dropped). An empty variable counts as unset.
 * @throws {ConfigError} naming every problem at once.
 */
export function readConfig<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Environment,
): Readonly<z.output<z.ZodObject<Shape>>> {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = valueOf(name, env, problems);
    if (value !== undefined) values[name] = value;
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => sentence(issue, values)));
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems);
  return Object.freeze(parsed.data);
}

function valueOf(name: string, env: Environment, problems: string[]): string | undefined {
  const direct = env[name] || undefined;
  const path = env[`${name}_FILE`] || undefined;
  if (path === undefined) return direct;
  if (direct !== undefined) {
    problems.push(`${name}: set either ${name} or ${name}_FILE, not both`);
    return direct;
  }
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    problems.push(`${name}_FILE: the file cannot be read`);
    return undefined;
  }
}

const sentence = (issue: z.core.$ZodIssue, values: Record<string, string>): string => {
  const name = issue.path.join('.') || '(all)';
  return name in values || issue.path.length === 0 ? `${name}: ${issue.message}` : `${name}: is required`;
};
