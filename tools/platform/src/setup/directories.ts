import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LocalServerError } from '@clipcast/local-servers';

/** Everything that survives a restart, below the data directory. */
export interface Directories {
  readonly postgres: string;
  readonly nats: string;
  readonly media: string;
  readonly sandbox: string;
  readonly keys: string;
  readonly run: string;
}

/**
 * Makes what is missing. The data directory itself may be passed through by others, because PostgreSQL runs as another
 * user when we are root; the keys may be seen by us only.
 * @throws {LocalServerError} when it cannot be made or written.
 */
export function makeDirectories(dataDir: string): Directories {
  const at = (name: string): string => join(dataDir, name);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    for (const name of ['nats', 'media', 'sandbox', 'run'])
      mkdirSync(at(name), { recursive: true, mode: 0o700 });
    mkdirSync(at('keys'), { recursive: true, mode: 0o700 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LocalServerError(
      `The data directory ${dataDir} cannot be used (${reason}). Set CLIPCAST_DATA_DIR to one you can write.`,
      { cause },
    );
  }
  return {
    postgres: at('postgres'),
    nats: at('nats'),
    media: at('media'),
    sandbox: at('sandbox'),
    keys: at('keys'),
    run: at('run'),
  };
}
