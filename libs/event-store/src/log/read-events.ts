import type { EventVersions } from '@clipcast/contracts';
import { bareId, prefixed, type JsonObject, type Uuid } from '@clipcast/kernel';
import pg from 'pg';
import type { EventMeta, RecordedEvent, StreamRef } from './events.ts';

const { INT8, JSON: JSON_OID, TIMESTAMPTZ } = pg.types.builtins;

interface EventRow {
  readonly position: bigint;
  readonly public_number: bigint | null;
  readonly profile_id: Uuid;
  readonly stream_id: Uuid;
  readonly stream_type: string;
  readonly version: number;
  readonly event_id: Uuid;
  readonly type: string;
  readonly schema_version: number;
  readonly data: string;
  readonly meta: string;
  readonly recorded_at: string;
}

const asIs = (text: string): string => text;
const dateOf = pg.types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => Date;

/** Documents and times stay text until somebody looks at them: a rebuild never looks at most of them. */
const types = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') => {
    if (oid === INT8) return BigInt;
    if (oid === JSON_OID || oid === TIMESTAMPTZ) return asIs;
    return pg.types.getTypeParser(oid, format) as unknown;
  }) as typeof pg.types.getTypeParser,
};

const COLUMNS = `position, public_number, profile_id, stream_id, stream_type, version, event_id, type, schema_version,
                 data, meta, recorded_at`;

/** Which events, in which order; `$1` is the log, the others are the caller's. */
type Selection =
  'and position > $2 order by position limit $3' | 'and public_number > $2 order by public_number limit $3';

/** Reads events as facts of today. @throws {UnknownVersionError} for one that a newer release has written. */
export async function readEvents(
  pool: pg.Pool,
  versions: EventVersions,
  selection: Selection,
  values: readonly unknown[],
): Promise<RecordedEvent[]> {
  const text = `select ${COLUMNS} from events where log_id = $1 ${selection}`;
  const { rows } = await pool.query<EventRow>({ text, values: [...values], types });
  return rows.map((row) => recorded(row, versions));
}

/** A part of one stream: what follows a version, all of it unless a limit is given. */
export interface StreamPart {
  readonly stream: StreamRef;
  readonly afterVersion: number;
  readonly limit: number | undefined;
}

/** What was read of one stream; turning it into facts of today may throw an {@link UnknownVersionError} of this stream. */
export type ReadPart = () => RecordedEvent[];

/** Reads parts of many streams in one statement. */
export async function readStreamParts(
  pool: pg.Pool,
  versions: EventVersions,
  logId: number,
  parts: readonly StreamPart[],
): Promise<ReadPart[]> {
  const text = `select asked.number::int - 1 as part, event.*
                  from unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::int[])
                       with ordinality as asked (profile, stream, stream_type, after_version, most, number)
                 cross join lateral (
                       select ${COLUMNS} from events
                        where log_id = $1 and profile_id = asked.profile and stream_id = asked.stream
                          and stream_type = asked.stream_type and version > asked.after_version
                        order by version limit asked.most) as event
                 order by part, version`;
  const values = [
    logId,
    parts.map(({ stream }) => bareId(stream.profileId)),
    parts.map(({ stream }) => stream.id),
    parts.map(({ stream }) => stream.type),
    parts.map(({ afterVersion }) => afterVersion),
    parts.map(({ limit }) => limit ?? null),
  ];
  const { rows } = await pool.query<EventRow & { readonly part: number }>({ text, values, types });
  const found = parts.map((): EventRow[] => []);
  for (const row of rows) found[row.part]?.push(row);
  return found.map((ofPart) => () => ofPart.map((row) => recorded(row, versions)));
}

/** Stored facts are never rewritten: one of an older version is turned into today's here. */
function recorded(row: EventRow, versions: EventVersions): RecordedEvent {
  const isOfToday = row.schema_version === versions.versionOf(row.type);
  const stored = () => JSON.parse(row.data) as JsonObject;
  const upcast = isOfToday ? undefined : versions.upcast(row.type, row.schema_version, stored());
  let data = upcast?.data;
  let meta: EventMeta | undefined;
  let recordedAt: Date | undefined;
  return {
    position: row.position,
    publicNumber: row.public_number,
    profileId: prefixed('prf', row.profile_id),
    streamId: row.stream_id,
    streamType: row.stream_type,
    version: row.version,
    id: row.event_id,
    type: row.type,
    schemaVersion: upcast?.schemaVersion ?? row.schema_version,
    get data() {
      return (data ??= stored());
    },
    get dataText() {
      return upcast ? JSON.stringify(upcast.data) : row.data;
    },
    get meta() {
      return (meta ??= JSON.parse(row.meta) as EventMeta);
    },
    get recordedAt() {
      return (recordedAt ??= dateOf(row.recorded_at));
    },
  };
}
