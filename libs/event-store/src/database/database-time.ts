import { sql } from 'kysely';

/**
 * The time by the database's clock, of which all replicas have the same one. To the millisecond, as a Date holds it, so
 * that what is read is equal to what was written.
 */
export const databaseTime = sql<Date>`date_trunc('milliseconds', clock_timestamp())`;
