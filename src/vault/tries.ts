/**
 * Wrong passphrases in a row, and how long the next one has to wait, ms. The time counts only while the app is open and
 * shows it: no clock is asked, so setting one forward or back shortens nothing.
 */
export type Tries = { readonly failures: number; readonly waitMs: number };
export const NO_TRIES: Tries = { failures: 0, waitMs: 0 };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** After the third wrong one; the last stands for all that follow. */
const WAITS = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE] as const;
const FREE = 2;

const waitAfter = (failures: number): number =>
  failures <= FREE ? 0 : (WAITS[Math.min(failures - FREE, WAITS.length) - 1] ?? 0);

/**
 * A try begins: noted as failed before it is made, so that whoever ends the program meanwhile has used it up all the same.
 * Undefined where it has to wait.
 */
export function beginTry({ failures, waitMs }: Tries): Tries | undefined {
  if (waitMs > 0) return undefined;
  return { failures: failures + 1, waitMs: waitAfter(failures + 1) };
}

/** So much of the wait is over; a wait that became longer meanwhile, by a try in another tab, is left alone. */
export const waited = (tries: Tries, since: Tries, elapsedMs: number): Tries =>
  tries.failures === since.failures
    ? { ...tries, waitMs: Math.max(0, Math.min(tries.waitMs, since.waitMs - Math.max(0, elapsedMs))) }
    : tries;
