import { postizApiKeyPurpose } from '@clipcast/contracts';
import { SharedStatement, type TenantDoor } from '@clipcast/event-store';
import { FLEET, type ProfileId, type Runtime, type Secret } from '@clipcast/kernel';
import type { Vault } from '@clipcast/vault';
import type { PostizKey } from '../call-budgets/postiz-organisations.adapter.ts';
import type { PublishTables } from '../database.ts';
import {
  defaultRefused,
  disabled,
  missing,
  pinnedVersion,
  removed,
  uncertain,
  type ConnectionVersion,
} from './connection-versions.ts';
import { findVersions, type WantedVersions } from './find-versions.query.ts';
import { mediaScopeOfDefault, type DefaultConnection } from './default-connection.ts';
import type { ConnectionRef } from './postiz-connections.ts';
import type { PublishingSettings } from './publishing-settings.query.ts';

/** A connection that may be used at this moment. */
export interface KnownConnection extends PostizKey {
  /** As work refers to it; for a running job, the version it began with. */
  readonly ref: ConnectionRef;
  readonly mediaScope: string;
  /** Of the key: it grows with every change, and is 0 for the default connection. */
  readonly keyVersion: number;
  readonly openKey: () => Secret;
}

/** What a profile has, whether it may be used or not. */
export interface ShownConnection {
  readonly known: KnownConnection;
  /** False: nothing leaves through it. The default connection never takes its place. */
  readonly enabled: boolean;
}

/** What is set, looked up whenever it is asked for, in one statement for all who ask at the same time. */
export class ConnectionBook {
  readonly #versions: SharedStatement<WantedVersions, ConnectionVersion[]>;

  constructor(
    door: TenantDoor<PublishTables>,
    private readonly vault: Vault,
    private readonly settings: PublishingSettings,
    private readonly byDefault: DefaultConnection | undefined,
    /** Waits for what profile-service knew of a profile at the call; false when that cannot be said to be known here. */
    private readonly heardAll: (profileId: ProfileId) => Promise<boolean>,
    timers: Runtime['timers'],
  ) {
    this.#versions = new SharedStatement((wanted) => findVersions(door, wanted), timers);
  }

  /** What new work would use if it may, for people; undefined when there is nothing. */
  async shown(profileId: ProfileId): Promise<ShownConnection | undefined> {
    const newest = await this.#newest(profileId);
    if (newest && !newest.removed)
      return { known: this.#own(profileId, newest, newest.connection_version), enabled: newest.enabled };
    if (!this.byDefault || !(await this.#allowsDefault(profileId))) return undefined;
    return { known: this.#default(this.byDefault), enabled: true };
  }

  /**
   * For new work. That a profile has no connection of its own is believed only when everything that profile-service knew at
   * the call has arrived: what is meant for it must never go to the default one.
   * @throws {DomainError} `connection_missing`, `connection_disabled`, `connection_uncertain`.
   */
  async current(profileId: ProfileId): Promise<KnownConnection> {
    let shown = await this.shown(profileId);
    if (shown?.known.ref.kind !== 'own') {
      const isCertain = await this.heardAll(profileId);
      shown = await this.shown(profileId);
      if (!isCertain && shown?.known.ref.kind !== 'own') throw uncertain();
    }
    if (!shown) throw missing();
    if (!shown.enabled) throw disabled();
    return shown.known;
  }

  /** For a running job. @throws {DomainError} `connection_removed`, `connection_disabled`, `default_connection_refused`. */
  async pinned(profileId: ProfileId, { kind, version }: ConnectionRef): Promise<KnownConnection> {
    if (kind === 'default') return this.#pinnedDefault(profileId);
    const versions = await this.#versions.ask({ profileId, from: version });
    return this.#own(profileId, pinnedVersion(versions, version), version);
  }

  /** A profile that has switched its own connection off since wants nothing to leave. */
  async #pinnedDefault(profileId: ProfileId): Promise<KnownConnection> {
    if (!this.byDefault) throw removed();
    const [newest, isAllowed] = await Promise.all([this.#newest(profileId), this.#allowsDefault(profileId)]);
    if (!isAllowed) throw defaultRefused();
    if (newest && !newest.removed && !newest.enabled) throw disabled();
    return this.#default(this.byDefault);
  }

  async #allowsDefault(profileId: ProfileId): Promise<boolean> {
    return (await this.settings.of(profileId)).allowDefaultConnection;
  }

  #own(profileId: ProfileId, row: ConnectionVersion, version: number): KnownConnection {
    const keyVersion = row.connection_version;
    const context = { profileId, purpose: postizApiKeyPurpose, version: keyVersion };
    return {
      ref: { kind: 'own', version },
      site: { owner: profileId, apiUrl: row.api_url },
      mediaScope: `own ${version}`,
      keyName: `own ${keyVersion}`,
      keyVersion,
      openKey: () => this.vault.open(row.sealed_api_key, context),
    };
  }

  #default(byDefault: DefaultConnection): KnownConnection {
    const mediaScope = mediaScopeOfDefault(byDefault);
    return {
      ref: { kind: 'default', version: 0 },
      site: { owner: FLEET, apiUrl: byDefault.apiUrl },
      mediaScope,
      keyName: mediaScope,
      keyVersion: 0,
      openKey: () => byDefault.apiKey,
    };
  }

  async #newest(profileId: ProfileId): Promise<ConnectionVersion | undefined> {
    return (await this.#versions.ask({ profileId, from: 'newest' })).at(-1);
  }
}
