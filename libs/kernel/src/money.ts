/** Integer micro-USD: 1_000_000n is one dollar. */
export type Micros = bigint;

const SCALE = 6;
const DECIMAL = /^-?\d{1,12}(\.\d{1,6})?$/;

/** The text of an amount at the edges, always with six decimals: `12.340000`. */
export function formatUsd(micros: Micros): string {
  const digits = (micros < 0n ? -micros : micros).toString().padStart(SCALE + 1, '0');
  return `${micros < 0n ? '-' : ''}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`;
}

/** The shape of an amount at the edges: up to twelve digits, up to six decimals. */
export const usdPattern = DECIMAL;

/**
 * `"12.34"` is 12_340_000n.
 * @throws {RangeError} when the text is no decimal of at most six places; a schema should have refused it before.
 */
export function parseUsd(text: string): Micros {
  if (!DECIMAL.test(text)) throw new RangeError(`"${text}" is no amount in USD with at most six decimals`);
  const [whole = '', decimals = ''] = text.split('.', 2);
  // Without its point the text is the number of micro-dollars.
  return BigInt(whole + decimals.padEnd(SCALE, '0'));
}
