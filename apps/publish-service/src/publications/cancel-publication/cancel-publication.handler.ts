import type { Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PublicationChanges } from '../publication-changes.ts';
import { CancelPublication, cancelPublication } from './cancel-publication.ts';

@CommandHandler(CancelPublication)
export class CancelPublicationHandler implements ICommandHandler<CancelPublication> {
  constructor(
    private readonly changes: PublicationChanges,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  execute({ wish, integrationIds }: CancelPublication) {
    const now = this.runtime.clock.now();
    return this.changes.change(wish, (state) => cancelPublication({ integrationIds, now }, state));
  }
}
