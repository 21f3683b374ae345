import { WIRE_VERSION } from '#wire/version.ts';
import type * as z from 'zod/mini';

/** What is sealed into a row, with the version whose form it has. */
export const inOurForm = <T extends object>(value: T): T & { wire: number } => ({
  ...value,
  wire: WIRE_VERSION,
});

/**
 * How a sealed value is taken out again: the seal says that this server wrote it, and `wire` in which form
 * (test/unit/wire/version.test.ts holds their digest); one of another version is checked.
 */
export const formOf =
  <T>(schema: z.ZodMiniType<T>) =>
  (value: unknown): T =>
    isOfOurForm<T>(value) ? value : schema.parse(value);

const isOfOurForm = <T>(value: unknown): value is T =>
  typeof value === 'object' && value !== null && 'wire' in value && value.wire === WIRE_VERSION;
