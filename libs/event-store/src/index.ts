export type { JsonColumn, LetterStatus, LogTables, Timestamp } from './database/log-tables.ts';
export { migrateToLatest } from './database/migrate.ts';
export { isDatabaseTrouble, isPassingTrouble } from './database/passing-trouble.ts';
export { openDatabase, type Database } from './database/open-database.ts';
export { SharedStatement } from './database/shared-statement.ts';
export { TenantDoor, type ProfileRows, type TenantTable } from './database/tenant-door.ts';
export { replay, UnknownEventError, type Aggregate, type SnapshotForm } from './decider/aggregate.ts';
export type { Command, CommandAnswer, VersionedState } from './decider/command.ts';
export { Deciders } from './decider/deciders.ts';
export { EventStore } from './log/event-store.ts';
export type {
  AppendCommand,
  AppendOutcome,
  CommandContext,
  CommandIdentity,
  DomainEvent,
  EventMeta,
  FirstAnswer,
  LogHead,
  RecordedEvent,
  StreamRef,
} from './log/events.ts';
export { installReadModels, type InstallableReadModel } from './projections/install-read-models.ts';
export { Leadership } from './projections/leadership.ts';
export { columnSet } from './projections/column-set.ts';
export { isEvent, type Projection, type ProjectionTable } from './projections/projection.ts';
export { ProjectionRunner, type OnTrouble } from './projections/projection-runner.ts';
export { WakeUp } from './projections/wake-up.ts';
export {
  compareWithLog,
  type LogComparison,
  type TableComparison,
} from './projections/prove/compare-with-log.ts';
export {
  differingRows,
  fingerprintOf,
  type DifferingRow,
  type Fingerprint,
} from './projections/prove/fingerprint.ts';
export { ScratchBuild } from './projections/prove/scratch-build.ts';
export { HoleError } from './projections/rebuild/pages.ts';
export { ownReadModel, type ReadModel, type ReplayableLog } from './projections/rebuild/read-model.ts';
export type { ReadModelStatus } from './projections/rebuild/read-model-status.ts';
export { ReadModels, type RebuildOptions } from './projections/rebuild/read-models.ts';
export type { RebuildProgress } from './projections/rebuild/rebuild-progress.ts';
export { rowSet, type CarriedRow } from './projections/row-set.ts';
export {
  FencedError,
  OtherVersionError,
  Watermarks,
  type Watermark,
  type WatermarkOwner,
} from './projections/watermarks.ts';
export { TaskChanges } from './tasks/task-changes.ts';
export { TaskQueue, type TaskQueueOptions } from './tasks/task-queue.ts';
export { taskTable, type TaskTable } from './tasks/task-table.ts';
export { TaskWorker, type TaskResult, type TaskWorkerParts } from './tasks/task-worker.ts';
export type { NewTask, Task, TaskKey } from './tasks/task.ts';
