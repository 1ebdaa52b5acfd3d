export { readPlatformConfig, type PlatformConfig } from './config.ts';
export { Platform, type PlatformAccess, type PlatformSurroundings } from './platform.ts';
export { portOf, type Listener } from './setup/ports.ts';
