import { err, ok, type Result } from '#base/result.ts';

/**
 * A part of the program that the first screen does without. The service worker keeps it on the device; before that was
 * done, and without a network, it cannot be had.
 */
export async function loadLate<T>(load: () => Promise<T>): Promise<Result<T, { type: 'Unreachable' }>> {
  try {
    return ok(await load());
  } catch {
    return err({ type: 'Unreachable' });
  }
}
