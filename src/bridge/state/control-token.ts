import { toBase64Url } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { ok, type Result } from '#base/result.ts';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { readState, writeState, type StateError } from './files.ts';

const content = z.object({ token: z.string().check(z.minLength(32)) });
const fileIn = (folder: string): string => join(folder, 'control.json');

/** Undefined where no bridge ever ran there. */
export const readControlToken = (folder: string): Promise<Result<string | undefined, StateError>> =>
  readState(fileIn(folder), (read) => content.safeParse(read).data?.token);

/** A secret of this folder: who can read it may command the bridge, nobody else. Made at the first run. */
export async function openControlToken(folder: string, random: Random): Promise<Result<string, StateError>> {
  const known = await readControlToken(folder);
  if (!known.ok) return known;
  if (known.value !== undefined) return ok(known.value);
  const token = toBase64Url(random.bytes(32));
  const written = await writeState(fileIn(folder), { token });
  return written.ok ? ok(token) : written;
}
