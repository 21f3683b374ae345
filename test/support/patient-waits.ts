import { vi } from 'vitest';

/** ms. A wait for something that comes by itself is no claim about its speed: two files share a small machine. */
const LONG_ENOUGH = 20_000;

const { waitFor } = vi;
vi.waitFor = (callback, options = LONG_ENOUGH) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: LONG_ENOUGH, ...options });
