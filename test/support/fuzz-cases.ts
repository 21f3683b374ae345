/**
 * How many cases a property of a hostile level is tried with: 5,000 in continuous integration, `npm run fuzz` sets more,
 * a few hundred while developing.
 */
export const FUZZ_CASES = Number(process.env.RELAIS_FUZZ_CASES ?? (process.env.CI ? 5000 : 300));
