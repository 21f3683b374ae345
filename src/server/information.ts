import type { Clock } from '#base/clock.ts';
import { log } from '#base/log.ts';
import { err, ok, type Result } from '#base/result.ts';
import { serviceInformation, type ServiceInformation } from '#wire/information.ts';
import { readFile } from 'node:fs/promises';

/** `where`: the first place of the file that is not as it should be, such as `service.phone`; empty for the whole. */
export type InformationFault = { type: 'FileUnreadable' } | { type: 'Malformed'; where: string };

/** Reads the operator's file; takes it whole or not at all. */
export async function readInformation(path: string): Promise<Result<ServiceInformation, InformationFault>> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return err({ type: 'FileUnreadable' });
  const read = serviceInformation.safeParse(jsonIn(text));
  if (read.success) return ok(read.data);
  return err({ type: 'Malformed', where: read.error.issues[0]?.path.join('.') ?? '' });
}

/** Undefined, which has no form either, where the text is no JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The file is looked at again after this; ms. */
const AGAIN_MS = 5000;

/**
 * What the configured file says now: a change is taken up without a restart. One that became malformed is logged, and
 * the last good one goes on being answered. Null where none is configured, or none was ever good.
 */
export function informationIn(
  path: string | undefined,
  { clock }: { clock: Pick<Clock, 'monotonic'> },
): () => Promise<ServiceInformation | null> {
  let last: ServiceInformation | null = null;
  let readAt: number | undefined;
  let told: string | undefined;

  function tell(fault: InformationFault): void {
    const said = JSON.stringify(fault);
    if (said !== told) log('warning', 'informationRefused', fault);
    told = said;
  }

  return async () => {
    const now = clock.monotonic();
    if (path === undefined || (readAt !== undefined && now - readAt < AGAIN_MS)) return last;
    readAt = now;
    const read = await readInformation(path);
    if (read.ok) [last, told] = [read.value, undefined];
    else tell(read.error);
    return last;
  };
}
