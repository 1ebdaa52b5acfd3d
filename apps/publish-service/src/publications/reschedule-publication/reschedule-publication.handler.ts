import type { Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PublicationChanges } from '../publication-changes.ts';
import { ReschedulePublication, reschedulePublication } from './reschedule-publication.ts';

@CommandHandler(ReschedulePublication)
export class ReschedulePublicationHandler implements ICommandHandler<ReschedulePublication> {
  constructor(
    private readonly changes: PublicationChanges,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  execute({ wish, schedule }: ReschedulePublication) {
    const now = this.runtime.clock.now();
    return this.changes.change(wish, (state) => reschedulePublication({ schedule, now }, state));
  }
}
