import { z } from 'zod';
import { ForeignId, foreignName } from './foreign-text.ts';
import { webAddress } from './web-address.ts';

/** A social account that is connected in Postiz. Whether it needs to be connected again, Postiz does not tell. */
export interface Integration {
  readonly id: string;
  readonly name: string;
  /** The network, such as `youtube`. */
  readonly identifier: string;
  readonly picture: string | null;
  readonly disabled: boolean;
  /** The account's handle on the network. */
  readonly profile: string | null;
}

const IntegrationAnswer = z
  .looseObject({
    id: ForeignId,
    name: z.string().nullish(),
    identifier: ForeignId,
    picture: z.string().nullish(),
    disabled: z.boolean().nullish(),
    profile: z.string().nullish(),
  })
  .transform(({ id, name, identifier, picture, disabled, profile }): Integration => ({
    id,
    name: foreignName(name ?? ''),
    identifier,
    picture: webAddress(picture),
    disabled: disabled ?? false,
    profile: profile == null ? null : foreignName(profile),
  }));

export const IntegrationList = z.array(IntegrationAnswer);
