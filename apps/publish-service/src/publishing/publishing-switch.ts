import type { ProfileId } from '@clipcast/kernel';

/** Whether publishing is stopped, and by whom. */
export type SwitchState =
  | { readonly paused: false }
  | {
      readonly paused: true;
      /** A stop of the fleet counts before one of the profile. */
      readonly by: 'profile' | 'fleet';
      readonly since: Date;
      readonly reason: string | null;
    };

/** The stop switch of a profile and of the fleet, as the workers ask it before anything is let out. */
export interface PublishingSwitch {
  state(profileId: ProfileId): Promise<SwitchState>;
}
