import type { Fingerprint, LogComparison, ReadModelStatus } from '@clipcast/event-store';
import { z } from 'zod';

const count = z.string().meta({ description: 'A whole number as text.' });
const time = z.iso.datetime();

const RebuildState = z
  .object({
    version: z.int(),
    status: z.enum(['requested', 'building', 'done']),
    position: count,
    target: count,
    percent: z
      .number()
      .meta({ description: 'Exact, because positions have no holes; 100 only when it is done.' }),
    eventsPerSecond: z.number().nullable(),
    etaSeconds: z.number().nullable(),
    error: z.string().nullable(),
    requestedAt: time,
    updatedAt: time,
  })
  .meta({ id: 'RebuildState' });

export const ProjectionState = z
  .object({
    name: z.string(),
    source: z.string().meta({ description: 'The service whose facts it shows.' }),
    version: z.int().meta({ description: "In this release's code." }),
    servingVersion: z.int().nullable().meta({ description: 'Of the tables that serve.' }),
    status: z.enum(['active', 'building', 'waiting']),
    reason: z.string().nullable().meta({ description: 'What it waits for.' }),
    position: count.meta({ description: 'The last fact in the tables that serve.' }),
    head: count
      .nullable()
      .meta({ description: "Where the source's log ends; null while it cannot be asked." }),
    lag: count.nullable(),
    updatedAt: time.nullable(),
    rebuild: RebuildState.nullable().meta({ description: 'The newest one, also when it is done.' }),
    wayBack: z
      .object({ version: z.int(), position: count, retiredAt: time })
      .nullable()
      .meta({ description: 'The tables that served before the last switch.' }),
  })
  .meta({ id: 'ProjectionState' });

const fingerprint = z.object({
  rows: count,
  hash: z.string().meta({ description: 'Equal for equal rows, in whatever order.' }),
});

export const Comparison = z
  .object({
    name: z.string(),
    source: z.string(),
    position: count.meta({ description: 'The last fact in both.' }),
    equal: z.boolean(),
    tables: z.array(
      z.object({
        table: z.string(),
        live: fingerprint,
        built: fingerprint,
        differences: z
          .array(z.object({ only: z.enum(['live', 'built']), row: z.record(z.string(), z.unknown()) }))
          .meta({ description: 'Some of the rows that only one of the two has.' }),
      }),
    ),
  })
  .meta({ id: 'ProjectionComparison' });

const textOrNull = (value: bigint | null): string | null => (value === null ? null : String(value));

/** A read model's state as it is answered. */
export function projectionStateOf(status: ReadModelStatus): z.output<typeof ProjectionState> {
  const { rebuild, wayBack } = status;
  return {
    ...status,
    position: String(status.position),
    head: textOrNull(status.head),
    lag: textOrNull(status.lag),
    updatedAt: status.updatedAt?.toISOString() ?? null,
    rebuild: rebuild && {
      ...rebuild,
      position: String(rebuild.position),
      target: String(rebuild.target),
      requestedAt: rebuild.requestedAt.toISOString(),
      updatedAt: rebuild.updatedAt.toISOString(),
    },
    wayBack: wayBack && {
      version: wayBack.version,
      position: String(wayBack.position),
      retiredAt: wayBack.retiredAt.toISOString(),
    },
  };
}

/** A comparison as it is answered. */
export function comparisonOf(comparison: LogComparison): z.output<typeof Comparison> {
  const { name, source, position, equal, tables } = comparison;
  return {
    name,
    source,
    position: String(position),
    equal,
    tables: tables.map(({ table, live, built, differences }) => ({
      table,
      live: fingerprintOf(live),
      built: fingerprintOf(built),
      differences: differences.map(({ only, row }) => ({ only: only === 'left' ? 'live' : 'built', row })),
    })),
  };
}

const fingerprintOf = ({ rows, hash }: Fingerprint) => ({ rows: String(rows), hash });
