/** Own arithmetic on purpose: what is checked here must not be computed by the code that is checked. */
const SCALE = 6;

/** Micro-dollars of a decimal text. @throws {RangeError} when it is none with at most six decimals. */
export function micros(text: unknown): bigint {
  const match = typeof text === 'string' ? /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text) : null;
  if (!match) throw new RangeError(`${JSON.stringify(text)} is no amount`);
  const [, sign, whole = '0', decimals = ''] = match;
  const value = BigInt(whole + decimals.padEnd(SCALE, '0'));
  return sign === '-' ? -value : value;
}

/** `1234567n` is `1.234567`. */
export function dollars(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(SCALE + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`;
}

/** Quantity × price ÷ per in micro-dollars, a half rounded up. */
export function rated(quantity: string, price: string, per: string): bigint {
  const parts = [quantity, price, per].map((text) => {
    const [whole = '0', decimals = ''] = text.split('.');
    return { value: BigInt(whole + decimals), places: decimals.length };
  });
  const [used, cost, units] = parts as [Part, Part, Part];
  const over = used.value * cost.value * 10n ** BigInt(units.places + SCALE);
  const under = units.value * 10n ** BigInt(used.places + cost.places);
  const [whole, rest] = [over / under, over % under];
  return rest * 2n >= under ? whole + 1n : whole;
}

interface Part {
  readonly value: bigint;
  readonly places: number;
}
