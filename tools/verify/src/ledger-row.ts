/** A fact of a budget, or of the caps of access keys, as its row has it. */
export interface LedgerRow {
  readonly position: string;
  readonly profile_id: string;
  readonly stream_id: string;
  readonly stream_type: string;
  readonly version: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly recorded_at: Date;
}

/** The first row that breaks a rule. */
export class BrokenRule extends Error {
  override readonly name = 'BrokenRule';

  constructor(
    readonly rule: string,
    readonly where: string,
    detail: string,
  ) {
    super(detail);
  }
}
