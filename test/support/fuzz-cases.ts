/**
 * How many cases a property of a hostile level is tried with: 5,000 in continuous integration, `npm run fuzz` sets more,
 * a few hundred while developing.
 */
export const FUZZ_CASES = Number(process.env.RELAIS_FUZZ_CASES ?? (process.env.CI ? 5000 : 300));

/** For a whole dialogue a case, which takes some milliseconds: far more than that, and never less than any other test. */
export const FUZZ_TIMEOUT_MS = Math.max(30_000, FUZZ_CASES * 20);
