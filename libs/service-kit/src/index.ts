export { CurrentPrincipal } from './auth/current-principal.decorator.ts';
export { KeyDirectory } from './auth/key-directory.ts';
export { Standing, type KeyStanding } from './auth/key-standing.ts';
export type { OperatorPrincipal, Principal, ProfilePrincipal } from './auth/principal.ts';
export { RequiresScope } from './auth/route-access.decorator.ts';
export { scopes, type Scope } from './auth/scope.ts';
export { ConfigError } from './config/config-error.ts';
export { readConfig, type Environment } from './config/read-config.ts';
export { secretText, secretUrl } from './config/secret-text.ts';
export { serviceEnvironment, type ServiceConfig } from './config/service-environment.ts';
export { EngineModule } from './engine/engine.module.ts';
export { ServiceEngine, type BackgroundWorker, type EngineOptions } from './engine/service-engine.ts';
export { tenantConnectionsEnvironment } from './config/tenant-connections-environment.ts';
export { HealthChecks, type HealthCheck, type HealthReport } from './health/health-checks.ts';
export { Caller } from './http/caller.decorator.ts';
export { canonicalJson } from './http/canonical-json.ts';
export { commandContextOf } from './http/command-context.ts';
export { decodeCursor, encodeCursor } from './http/cursor.ts';
export { expectedVersionOf, setEntityTag } from './http/entity-tag.ts';
export { IfMatch } from './http/if-match.decorator.ts';
export { ZodBody, ZodParams, ZodQuery } from './http/input.decorators.ts';
export { pageOf, pageQuery, pageSchema, type Page } from './http/page.ts';
export { parseInput } from './http/parse-input.ts';
export { PROBLEM_MEDIA_TYPE, type Problem } from './http/problem.ts';
export { problemOf } from './http/problem-of.ts';
export { refusalOf } from './http/refusal-of.ts';
export { ApiDescription } from './openapi/api-description.ts';
export { describeService } from './openapi/describe-service.ts';
export type { OpenApiDocument } from './openapi/document.ts';
export {
  Operation,
  RawBody,
  ReadsHeader,
  ZodResponse,
  type OperationText,
} from './openapi/operation.decorators.ts';
export { createServiceApp } from './service/create-service-app.ts';
export { runService, type RunOptions } from './service/run-service.ts';
export { RUNTIME } from './service/runtime.token.ts';
export type { HttpLimits, ServiceAppOptions, ServiceModule } from './service/service-options.ts';
export { currentTrace, currentTraceId, type TraceIds } from './telemetry/current-trace.ts';
export { createLogger, type Logger } from './telemetry/logger.ts';
export { shutdownTelemetry } from './telemetry/start-telemetry.ts';
export type { CommandContext } from '@clipcast/event-store';
