import { z } from 'zod';
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
    id: z.string().min(1),
    name: z.string().nullish(),
    identifier: z.string().min(1),
    picture: z.string().nullish(),
    disabled: z.boolean().nullish(),
    profile: z.string().nullish(),
  })
  .transform(({ id, name, identifier, picture, disabled, profile }): Integration => ({
    id,
    name: name ?? '',
    identifier,
    picture: webAddress(picture),
    disabled: disabled ?? false,
    profile: profile ?? null,
  }));

export const IntegrationList = z.array(IntegrationAnswer);
