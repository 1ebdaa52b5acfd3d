export { KeyRing } from './key-ring.ts';
export { parseKeyRing } from './parse-key-ring.ts';
export type { SealContext } from './seal-context.ts';
export { Vault } from './vault.ts';
export { VaultError, type VaultErrorCode } from './vault-error.ts';
