import { Deciders } from '@clipcast/event-store';
import { bareId, type ProfileId, type Runtime, type Secret } from '@clipcast/kernel';
import { PostizCallError } from '@clipcast/postiz';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { profile, registered, type Connection } from '../../profiles/profile.ts';
import { changeProfile } from '../../profiles/profile-stream.ts';
import type { Versioned } from '../../profiles/profile-view.ts';
import { connectionTrouble, type ConnectionTrouble } from '../connection-trouble.ts';
import { connectionView, type ConnectedView } from '../connection-view.ts';
import { PostizLook } from '../postiz-look.adapter.ts';
import { ProfileKeys } from '../profile-keys.ts';
import { ConnectPostiz, connectPostiz, type Glance } from './connect-postiz.ts';

/** So long the person who connects waits for the accounts behind the connection; what is not seen is looked at later. */
const LOOK_MS = 4_000;

@CommandHandler(ConnectPostiz)
export class ConnectPostizHandler implements ICommandHandler<ConnectPostiz> {
  constructor(
    private readonly deciders: Deciders,
    private readonly keys: ProfileKeys,
    private readonly look: PostizLook,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  async execute(command: ConnectPostiz): Promise<Versioned<ConnectedView>> {
    const { profileId, apiUrl, apiKey, enabled, context } = command;
    const earlier = await this.deciders.earlierAnswer<Versioned<ConnectedView>>(profileId, context);
    if (earlier) return earlier;
    const seen = await this.#glance(command);
    const trouble = seen && 'reason' in seen ? seen : null;
    const glance = seen && 'apiKey' in seen ? seen : undefined;
    return changeProfile(
      this.deciders,
      command,
      (state) => connectPostiz({ apiUrl, apiKey, enabled, glance }, state, this.keys.of(profileId)),
      (state) => ({ ...connectionView(registered(state).connection), trouble }),
    );
  }

  /** Whatever is in the way of looking is not in the way of storing; it is told. */
  async #glance({
    profileId,
    apiUrl,
    apiKey,
    enabled,
  }: ConnectPostiz): Promise<Glance | ConnectionTrouble | undefined> {
    // Nothing leaves for a disabled connection.
    if (!enabled) return undefined;
    const { state } = await this.deciders.read(profile, { profileId, id: bareId(profileId) });
    if (state.status === 'unknown') return undefined;
    const key = apiKey ?? this.#unseenKey(profileId, apiUrl, state.connection);
    if (!key) return undefined;
    try {
      const signal = this.runtime.timers.deadline(LOOK_MS);
      const found = await this.look.integrations({ apiUrl, apiKey: key }, signal);
      return { apiKey: key, integrationIds: found.map(({ id }) => id) };
    } catch (error) {
      if (error instanceof PostizCallError) return connectionTrouble(error, apiUrl);
      throw error;
    }
  }

  /** The key that is kept for this address, unless it has shown its accounts already. */
  #unseenKey(profileId: ProfileId, apiUrl: string, connection: Connection): Secret | undefined {
    if (connection.status === 'none' || connection.integrationIds.length > 0) return undefined;
    const { credentials } = connection;
    if (credentials.apiUrl !== apiUrl) return undefined;
    return this.keys.of(profileId).open(credentials.sealedApiKey, credentials.connectionVersion);
  }
}
