import type { AccessKeyId, ProfileId } from '@clipcast/kernel';
import { Query } from '@nestjs/cqrs';
import type { SpendCapView } from '../spend-cap-view.ts';

/** The cap of an access key, and what of it is used in the current month. */
export class ViewSpendCap extends Query<SpendCapView> {
  constructor(
    readonly profileId: ProfileId,
    readonly accessKeyId: AccessKeyId,
  ) {
    super();
  }
}
