import { readFileSync } from 'node:fs';

const ASSIGNMENT = /^#?(?<name>[A-Z][A-Z0-9_]*)=(?<value>.*)$/;

/** One variable of `.env.example`. */
export interface ExampleVariable {
  readonly name: string;
  readonly value: string;
}

/** Every variable that the repository's `.env.example` names, the ones that stand as comments too. */
export const exampleVariables = (): readonly ExampleVariable[] =>
  readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const { name, value } = ASSIGNMENT.exec(line)?.groups ?? {};
      return name === undefined || value === undefined ? [] : [{ name, value }];
    });
