/** What the operators' API answers, as far as it is shown here. */
export interface Items<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

export interface RebuildState {
  readonly version: number;
  readonly status: 'requested' | 'building' | 'done';
  readonly position: string;
  readonly target: string;
  readonly percent: number;
  readonly eventsPerSecond: number | null;
  readonly etaSeconds: number | null;
  readonly error: string | null;
  readonly requestedAt: string;
}

export interface ProjectionState {
  readonly name: string;
  readonly source: string;
  readonly version: number;
  readonly servingVersion: number | null;
  readonly status: 'active' | 'building' | 'waiting';
  readonly reason: string | null;
  readonly position: string;
  readonly head: string | null;
  readonly lag: string | null;
  readonly rebuild: RebuildState | null;
  readonly wayBack: {
    readonly version: number;
    readonly position: string;
    readonly retiredAt: string;
  } | null;
}

export interface SubscriptionState {
  readonly name: string;
  readonly source: string;
  readonly kind: 'projection' | 'policy';
  readonly position: string;
  readonly head: string | null;
  readonly lag: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly parkedStreams: number;
}

export interface RelayState {
  readonly head: string;
  readonly published: string | null;
  readonly lag: string | null;
  readonly leading: boolean;
  readonly trouble: string | null;
}

export interface DeadLetter {
  readonly id: string;
  readonly subscription: string;
  readonly source: string;
  readonly number: string;
  readonly eventType: string;
  readonly profileId: string;
  readonly streamId: string;
  readonly error: string;
  readonly attempts: number;
  readonly status: string;
  readonly recordedAt: string;
}

interface Fingerprint {
  readonly rows: string;
  readonly hash: string;
}

export interface TableComparison {
  readonly table: string;
  readonly live: Fingerprint;
  readonly built: Fingerprint;
  readonly differences: readonly {
    readonly only: 'live' | 'built';
    readonly row: Readonly<Record<string, unknown>>;
  }[];
}

export interface Comparison {
  readonly name: string;
  readonly source: string;
  readonly position: string;
  readonly equal: boolean;
  readonly tables: readonly TableComparison[];
}

export interface AcceptedLog {
  readonly name: string;
  readonly source: string;
  readonly position: string;
  readonly epoch: string;
}

export interface RenewedLog {
  readonly epoch: string;
  readonly stream: string;
}
