import { Deciders } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Module } from '@nestjs/common';
import { ChangeSpendCapController } from './change-spend-cap/change-spend-cap.controller.ts';
import { ChangeSpendCapHandler } from './change-spend-cap/change-spend-cap.handler.ts';
import { SpendCaps } from './spend-caps.ts';
import { ViewSpendCapController } from './view-spend-cap/view-spend-cap.controller.ts';
import { ViewSpendCapHandler } from './view-spend-cap/view-spend-cap.query.ts';

@Module({
  controllers: [ChangeSpendCapController, ViewSpendCapController],
  providers: [
    {
      provide: SpendCaps,
      inject: [Deciders, RUNTIME],
      useFactory: (deciders: Deciders, { timers }: Pick<Runtime, 'timers'>) =>
        new SpendCaps(deciders, timers),
    },
    ChangeSpendCapHandler,
    ViewSpendCapHandler,
  ],
  exports: [SpendCaps],
})
export class SpendCapsModule {}
