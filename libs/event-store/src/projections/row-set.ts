import { sql, type RawBuilder, type Selectable } from 'kysely';

/** A value as JSON carries it to its column: a bigint as text, a Date as itself or as its text. */
type Carried<Value> = Value extends bigint ? string : Value extends Date ? Date | string : Value;

/** A row of a table as JSON; columns that are left out are null. */
export type CarriedRow<Table> = { readonly [C in keyof Selectable<Table>]: Carried<Selectable<Table>[C]> };

/**
 * Rows as one parameter, in the shape of a table that exists: `insert into clip select * from ${rowSet('clip', rows)}`.
 * A statement with a parameter for each value costs several times as much, and can hold no more than 65,535 of them.
 */
export const rowSet = <Tables, Name extends keyof Tables & string>(
  table: Name,
  rows: readonly Partial<CarriedRow<Tables[Name]>>[],
): RawBuilder<unknown> =>
  sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;
