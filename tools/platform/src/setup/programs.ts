import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PlatformConfig } from '../config.ts';
import type { NodeProgramSpec } from '../supervision/node-program.ts';
import type { Directories } from './directories.ts';
import { portOf, type Listener } from './ports.ts';

/** The services, by the name they have at the edge. */
export const SERVICES = ['profile', 'publish', 'billing'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Where our programs and their secrets are. */
export interface ProgramSurroundings {
  /** The repository. */
  readonly root: string;
  readonly config: PlatformConfig;
  readonly directories: Directories;
  readonly operatorKey: string;
  readonly keyringFile: string;
  readonly natsUrl: string;
}

const HOST = '127.0.0.1';

/**
 * Room for what many jobs at a time have in hand: with less of it, what is still needed is taken for old and collecting it
 * costs a quarter of publishing. A service gives it back while it waits; see service-kit.
 */
const SERVICE_FLAGS = ['--max-semi-space-size=16'];
/** The sandbox only waits: the smallest young generation keeps it small. A compile cache would add 10 MB. */
const SANDBOX_FLAGS = ['--max-semi-space-size=1'];

export const originOf = (config: PlatformConfig, listener: Listener): string =>
  `http://${HOST}:${portOf(config.port, listener)}`;

const telemetryFlags = (root: string): string[] => {
  const register = join(root, 'libs/service-kit/dist/telemetry/register.js');
  return existsSync(register) ? ['--import', pathToFileURL(register).href] : [];
};

/** How one service is run, against its own database. */
export function serviceProgram(
  name: ServiceName,
  databaseUrl: string,
  { root, config, directories, operatorKey, keyringFile, natsUrl }: ProgramSurroundings,
): NodeProgramSpec {
  const fullName = `${name}-service` as const;
  const sandboxPort = portOf(config.port, 'sandbox');
  return {
    name: fullName,
    entry: join(root, 'apps', fullName, 'dist/main.js'),
    nodeFlags: ['--enable-source-maps', ...SERVICE_FLAGS, ...telemetryFlags(root)],
    logFile: join(directories.run, `${fullName}.log`),
    readyUrl: `${originOf(config, fullName)}/readyz`,
    env: {
      ...config.environment,
      NODE_ENV: config.environment['NODE_ENV'] || 'production',
      OTEL_SERVICE_NAME: fullName,
      PORT: String(portOf(config.port, fullName)),
      HOST,
      DATABASE_URL: databaseUrl,
      NATS_URL: natsUrl,
      CLIPCAST_OPERATOR_KEY: operatorKey,
      CLIPCAST_KEYRING_FILE: keyringFile,
      CLIPCAST_MEDIA_DIR: directories.media,
      CLIPCAST_PUBLISH_LEAD_SECONDS: String(config.publishLeadSeconds),
      CLIPCAST_PUBLIC_PATH: `/api/${name}`,
      POSTIZ_EGRESS_ALLOW: [...config.egressAllow, `${HOST}:${sandboxPort}`, `localhost:${sandboxPort}`].join(
        ',',
      ),
    },
  };
}

/** How the Postiz sandbox is run. It gets none of our secrets: it stands for somebody else's server. */
export const sandboxProgram = ({ root, config, directories }: ProgramSurroundings): NodeProgramSpec => ({
  name: 'sandbox',
  entry: join(root, 'tools/postiz-sandbox/dist/main.js'),
  nodeFlags: ['--enable-source-maps', ...SANDBOX_FLAGS],
  logFile: join(directories.run, 'sandbox.log'),
  readyUrl: `${originOf(config, 'sandbox')}/`,
  env: {
    PATH: config.environment['PATH'],
    ...Object.fromEntries(Object.entries(config.environment).filter(([name]) => name.startsWith('SANDBOX_'))),
    PORT: String(portOf(config.port, 'sandbox')),
    HOST,
    SANDBOX_DATA_DIR: directories.sandbox,
    SANDBOX_PUBLIC_URL: originOf(config, 'sandbox'),
  },
});
