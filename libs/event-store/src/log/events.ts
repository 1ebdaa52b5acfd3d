import type { Json, ProfileId, Uuid } from '@clipcast/kernel';
import type { Context } from '@opentelemetry/api';

/** A fact as a decision returns it. */
export interface DomainEvent<T extends string = string, D extends object = object> {
  readonly type: T;
  readonly data: D;
}

/** One history: all facts of one thing, owned by one profile. */
export interface StreamRef {
  readonly profileId: ProfileId;
  readonly type: string;
  readonly id: Uuid;
}

/** Who caused a command, within which conversation, and under which id it must happen only once. */
export interface CommandContext {
  /** `operator:…`, `key:…` or `policy:…`. */
  readonly actor: string;
  readonly correlationId: Uuid;
  /** The event that caused the command. */
  readonly causationId?: Uuid;
  /** With it, the command happens once for ever and is answered with its first answer afterwards. */
  readonly idempotency?: CommandIdentity;
  /** In which trace the command is decided; the one that is active when it comes, unless said. */
  readonly trace?: Context | undefined;
}

export interface CommandIdentity {
  readonly commandId: Uuid;
  /** Among whose commands the id is unique: the stream's profile, unless the command makes the profile. */
  readonly scope?: Uuid;
  /** A hash of what was asked; the same id with another fingerprint is refused. Absent for commands caused by events. */
  readonly fingerprint?: string;
}

/** What is known about a fact besides its data. */
export interface EventMeta {
  readonly actor: string;
  readonly correlationId: Uuid;
  readonly causationId?: Uuid;
  readonly commandId?: Uuid;
  /** W3C trace context of the moment in which the fact was decided. */
  readonly traceparent?: string;
}

/** A fact as the log keeps it. */
export interface RecordedEvent<E extends DomainEvent = DomainEvent> {
  /** 1, 2, 3 … without holes, in commit order, over the whole log. */
  readonly position: bigint;
  /** 1, 2, 3 … without holes over the public events; null for a private one. */
  readonly publicNumber: bigint | null;
  readonly profileId: ProfileId;
  readonly streamId: Uuid;
  readonly streamType: string;
  readonly version: number;
  readonly id: Uuid;
  readonly type: E['type'];
  readonly schemaVersion: number;
  readonly data: E['data'];
  /** The data as JSON, for whoever only passes it on. */
  readonly dataText?: string;
  readonly meta: EventMeta;
  readonly recordedAt: Date;
}

/** One command's facts on their way into the log. */
export interface AppendCommand {
  readonly stream: StreamRef;
  /** The version the stream must have (0: it must not exist), or `any`. */
  readonly expectedVersion: number | 'any';
  /**
   * The id of the fact that has this version, as far as the caller knows. A database that was put back, or failed over to a
   * copy that lacked something, may have another fact there: that is a conflict too.
   */
  readonly expectedEventId?: Uuid | undefined;
  readonly events: readonly DomainEvent[];
  readonly context: CommandContext;
  /** The answer that a repeated command id gets. */
  readonly result?: Json;
}

export type AppendOutcome =
  /** `position` is that of its last fact; 0 for a command without facts. */
  | { readonly outcome: 'appended'; readonly version: number; readonly position: bigint }
  | { readonly outcome: 'conflict'; readonly version: number }
  | { readonly outcome: 'duplicate'; readonly version: number; readonly first: FirstAnswer };

/** What a command id was answered with the first time. */
export interface FirstAnswer {
  readonly result: Json;
  readonly fingerprint: string | null;
}

/** The end of the log. */
export interface LogHead {
  readonly position: bigint;
  readonly publicNumber: bigint;
  /** Changes when the database was restored from a backup: positions of another epoch mean other facts. */
  readonly epoch: Uuid;
}

/** A state that is kept so that its stream opens quickly. */
export interface Snapshot {
  /** How many facts are in it. */
  readonly version: number;
  /** The id of the last of them: where the log has another one there, the snapshot is of another history. */
  readonly lastEventId: Uuid;
  readonly state: Json;
}
