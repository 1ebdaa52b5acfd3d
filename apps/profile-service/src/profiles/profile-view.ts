import { prefixed, type ProfileId, type Uuid } from '@clipcast/kernel';
import { z } from 'zod';
import { Warning } from '../connections/connection-warning.ts';
import { registered, type ProfileState } from './profile.ts';
import { publishingFields, publishingView } from './publishing-settings.ts';

/** A profile as the API shows it, with what it warns of at the moment. */
export const ProfileAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    slug: z.string(),
    connected: z.boolean().meta({ description: 'Whether a Postiz connection is set.' }),
    ...publishingFields,
    warnings: z.array(Warning),
  })
  .meta({ id: 'Profile' });

/** A profile as its own facts tell of it. */
export type ProfileView = {
  readonly id: ProfileId;
  readonly name: string;
  readonly slug: string;
  readonly connected: boolean;
  readonly publishLeadSeconds: number | null;
  readonly allowDefaultConnection: boolean;
};

/** A resource with the version of its stream, which becomes its ETag. */
export type Versioned<Resource> = { readonly resource: Resource; readonly version: number };

export function profileView(id: Uuid, state: ProfileState): ProfileView {
  const { name, slug, connection, publishing } = registered(state);
  return {
    id: prefixed('prf', id),
    name,
    slug,
    connected: connection.status === 'set',
    ...publishingView(publishing),
  };
}
