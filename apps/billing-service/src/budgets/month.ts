/** A calendar month, UTC: `2026-03`. Months compare as text. */
export type Month = string;

/** The month of an instant. */
export const monthOf = (instant: Date): Month => instant.toISOString().slice(0, 7);

/** The first instant of a month. */
export const startOf = (month: Month): Date => new Date(`${month}-01T00:00:00.000Z`);

/** The first instant after a month. */
export function endOf(month: Month): Date {
  const end = startOf(month);
  end.setUTCMonth(end.getUTCMonth() + 1);
  return end;
}
