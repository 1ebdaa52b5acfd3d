import { parseUsd } from '@clipcast/kernel';
import { type Cell } from '../costs/csv.ts';
import type { FleetStatement, Statement, StatementTable, UnratedUsage } from './statement.ts';

/** One shape for all lines, so that a spreadsheet can filter by section. */
export const STATEMENT_COLUMNS = ['month', 'profileId', 'section', 'key', 'entries', 'amountUsd', 'note'];

type Line = readonly Cell[];

/** A profile's month, line by line. The lines of each table and the line `total` come to the same. */
export function* statementLines(statement: Statement): Generator<Line> {
  const { month, profileId, lateFrom, bookedLater } = statement;
  const line = (section: string, key: string | null, count: number, amountUsd: string, note = ''): Line => [
    month,
    profileId,
    section,
    key,
    count,
    parseUsd(amountUsd),
    note,
  ];
  for (const table of statement.tables) yield* tableLines(table, line);
  for (const late of lateFrom)
    yield line(
      'late',
      late.month,
      late.count,
      late.amountUsd,
      'within the total: incurred in a closed month',
    );
  for (const late of bookedLater)
    yield line(
      'booked_later',
      late.month,
      late.count,
      late.amountUsd,
      'not in the total: counts in that month',
    );
  for (const usage of statement.unrated) yield unratedLine(month, profileId, usage);
  yield line('total', null, statement.count, statement.totalUsd, statement.state);
}

/** The month of all profiles, line by line. */
export function* fleetLines(statement: FleetStatement): Generator<Line> {
  const { month } = statement;
  const line = (section: string, key: string | null, count: number, amountUsd: string, note = ''): Line => [
    month,
    null,
    section,
    key,
    count,
    parseUsd(amountUsd),
    note,
  ];
  for (const { profileId, count, amountUsd, state } of statement.profiles)
    yield [month, profileId, 'profile', profileId, count, parseUsd(amountUsd), state];
  for (const table of statement.tables) yield* tableLines(table, line);
  for (const usage of statement.unrated) yield unratedLine(month, null, usage);
  yield line('total', null, statement.count, statement.totalUsd);
}

function* tableLines(
  { groupBy, rows, others }: StatementTable,
  line: (section: string, key: string | null, count: number, amountUsd: string, note?: string) => Line,
): Generator<Line> {
  for (const { key, count, amountUsd } of rows) yield line(groupBy, key, count, amountUsd);
  if (others) yield line(groupBy, null, others.count, others.amountUsd, `${others.groups} others`);
}

const unratedLine = (
  month: string,
  profileId: string | null,
  { provider, model, plan, unit, quantity, count }: UnratedUsage,
): Line => [
  month,
  profileId,
  'unrated',
  [provider, model, plan].filter((word) => word !== null).join(' '),
  count,
  null,
  `${quantity} ${unit} without a price: in no sum`,
];
