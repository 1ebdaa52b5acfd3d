import type { components } from '../generated/billing-api.ts';

/** Something that is paid by quantity, in the words of the price list: provider, model, unit, and a decimal as text. */
export type Usage = components['schemas']['Usage'];

/** The most that a call may cost. */
export type Estimate = (
  | { readonly usage: Usage; readonly amountUsd?: undefined }
  | { readonly amountUsd: string; readonly usage?: undefined }
) & {
  /** For the person who finds the hold open. */
  readonly purpose: string;
  /** How long the hold may wait for the call to begin; 900 unless given. It no longer counts from then on. */
  readonly ttlSeconds?: number;
};

/** What a call really cost. An amount is the truth, if given; a usage alone is rated by its price. */
export type Spent = (
  | { readonly usage: Usage; readonly amountUsd?: string }
  | { readonly amountUsd: string; readonly usage?: Usage }
) & {
  /** What it was spent on, kept with the entry: `job`, `publicationId`, the provider's request id. */
  readonly source?: Readonly<Record<string, string>>;
};

/** What the paid call gave, and what it cost. */
export interface Outcome<Value> {
  readonly value: Value;
  /** `'nothing'` releases the hold: the answer came from a cache, say. */
  readonly spent: Spent | 'nothing';
}
