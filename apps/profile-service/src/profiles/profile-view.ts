import { prefixed, type ProfileId, type Uuid } from '@clipcast/kernel';
import { z } from 'zod';
import { registered, type ProfileState } from './profile.ts';

/** A profile as the API shows it. */
export const ProfileView = z
  .object({
    id: z.string(),
    name: z.string(),
    slug: z.string(),
    connected: z.boolean().meta({ description: 'Whether a Postiz connection is set.' }),
  })
  .meta({ id: 'Profile' });
export type ProfileView = {
  readonly id: ProfileId;
  readonly name: string;
  readonly slug: string;
  readonly connected: boolean;
};

/** A resource with the version of its stream, which becomes its ETag. */
export type Versioned<Resource> = { readonly resource: Resource; readonly version: number };

export function profileView(id: Uuid, state: ProfileState): ProfileView {
  const { name, slug, connection } = registered(state);
  return { id: prefixed('prf', id), name, slug, connected: connection.status === 'set' };
}
