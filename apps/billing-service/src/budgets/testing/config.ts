const RUNS = 2_000;

/** How many random histories the property tests of budgets try. The one reader of `process.env` here. */
export const modelRuns = (): number => Number(process.env['CLIPCAST_MODEL_RUNS'] ?? RUNS);
