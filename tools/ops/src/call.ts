import type { Command } from 'commander';
import { OpsApi } from './ops-api.ts';
import { operatorKeyOf } from './operator-key.ts';
import type { Surroundings } from './surroundings.ts';

/** Options that every command has. */
export interface GlobalOptions {
  readonly json?: true;
  readonly edge?: string;
}

/** One command at work. */
export interface Call extends Surroundings {
  readonly api: OpsApi;
  /** Shows what was found: as JSON when that was asked for, else as text. */
  readonly show: (found: unknown, text: () => string) => void;
  readonly json: boolean;
}

/** Where the platform's edge is. */
const edgeOf = ({ config }: Surroundings, { edge }: GlobalOptions): string =>
  edge?.replace(/\/+$/, '') ?? `http://127.0.0.1:${config.port}`;

/** Runs the work of a command with the API at hand. @throws {Failure} */
export async function withApi(
  surroundings: Surroundings,
  command: Command,
  work: (call: Call) => Promise<void>,
): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const json = options.json === true;
  const api = new OpsApi(
    edgeOf(surroundings, options),
    operatorKeyOf(surroundings.config),
    surroundings.runtime,
  );
  const show = (found: unknown, text: () => string): void =>
    surroundings.say(json ? JSON.stringify(found, null, 2) : text());
  try {
    await work({ ...surroundings, api, json, live: surroundings.live && !json, show });
  } finally {
    await api.close();
  }
}
