import { Deciders, EventStore, TenantDoor, type LogTables } from '@clipcast/event-store';
import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { HealthChecks } from '../health/health-checks.ts';
import { OperationsDeadLettersController } from './operations/operations-dead-letters.controller.ts';
import { OperationsLogController } from './operations/operations-log.controller.ts';
import { OperationsProjectionsController } from './operations/operations-projections.controller.ts';
import { OperationsRelayController } from './operations/operations-relay.controller.ts';
import { OperationsSubscriptionsController } from './operations/operations-subscriptions.controller.ts';
import { SchemaReadyGuard } from './schema-ready.guard.ts';
import { ServiceEngine } from './service-engine.ts';

/** Offers `EventStore`, `Deciders`, `TenantDoor` and `ServiceEngine` to the whole service, and runs the engine with it. */
@Module({})
export class EngineModule implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly health: HealthChecks,
  ) {}

  static around<Tables extends LogTables>(engine: ServiceEngine<Tables>): DynamicModule {
    return {
      module: EngineModule,
      global: true,
      controllers: [
        OperationsProjectionsController,
        OperationsSubscriptionsController,
        OperationsRelayController,
        OperationsDeadLettersController,
        OperationsLogController,
      ],
      providers: [
        { provide: ServiceEngine, useValue: engine },
        { provide: APP_GUARD, useValue: new SchemaReadyGuard(engine) },
        { provide: EventStore, useValue: engine.store },
        { provide: Deciders, useValue: engine.deciders },
        { provide: TenantDoor, useValue: engine.door },
      ],
      exports: [ServiceEngine, EventStore, Deciders, TenantDoor],
    };
  }

  onModuleInit(): void {
    this.health.register('database', { required: true, check: () => this.engine.databaseTrouble() });
    // Commands are served without NATS: the log keeps what has to be said meanwhile.
    this.health.register('nats', { required: false, check: () => this.engine.link.trouble() });
  }

  onApplicationBootstrap(): void {
    this.engine.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.engine.stop();
  }
}
