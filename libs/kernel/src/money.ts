import Big from 'big.js';

/** Integer micro-USD: 1_000_000n is one dollar. */
export type Micros = bigint;

const SCALE = 6;
const MICROS_PER_USD = new Big(10).pow(SCALE);
const DECIMAL = /^-?\d{1,12}(\.\d{1,6})?$/;

/** The text of an amount at the edges, always with six decimals: `12.340000`. */
export const formatUsd = (micros: Micros): string =>
  new Big(micros.toString()).div(MICROS_PER_USD).toFixed(SCALE);

/** The shape of an amount at the edges: up to twelve digits, up to six decimals. */
export const usdPattern = DECIMAL;

/**
 * `"12.34"` is 12_340_000n.
 * @throws {RangeError} when the text is no decimal of at most six places; a schema should have refused it before.
 */
export function parseUsd(text: string): Micros {
  if (!DECIMAL.test(text)) throw new RangeError(`"${text}" is no amount in USD with at most six decimals`);
  return BigInt(new Big(text).times(MICROS_PER_USD).toFixed(0));
}
