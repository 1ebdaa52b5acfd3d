import type { Runtime } from '@clipcast/kernel';
import { Module, type DynamicModule } from '@nestjs/common';
import { HealthChecks } from '../health/health-checks.ts';
import { HealthController } from '../health/health.controller.ts';
import { ApiDescription } from '../openapi/api-description.ts';
import { OpenApiController } from '../openapi/openapi.controller.ts';
import { RUNTIME } from './runtime.token.ts';
import type { ServiceModule } from './service-options.ts';

/** What every service serves beside its own routes, and offers to its modules: `RUNTIME` and `HealthChecks`. */
@Module({})
export class ServiceKitModule {
  static around(service: ServiceModule, title: string, publicPath: string, runtime: Runtime): DynamicModule {
    return {
      module: ServiceKitModule,
      global: true,
      imports: [service],
      controllers: [HealthController, OpenApiController],
      providers: [
        { provide: RUNTIME, useValue: runtime },
        { provide: HealthChecks, useFactory: () => new HealthChecks(runtime) },
        { provide: ApiDescription, useFactory: () => new ApiDescription(title, publicPath) },
      ],
      exports: [RUNTIME, HealthChecks, ApiDescription],
    };
  }
}
