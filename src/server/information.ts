import type { Clock } from '#base/clock.ts';
import { log } from '#base/log.ts';
import { err, ok, type Result } from '#base/result.ts';
import { serviceInformation, type ServiceInformation } from '#wire/information.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `where`: the first place of the file that is not as it should be, such as `service.phone`; empty for the whole. */
export type InformationFault = { type: 'FileUnreadable' } | { type: 'Malformed'; where: string };

/** The name under which a backup holds the operator's file, and a restore puts it into the data folder. */
export const INFORMATION_FILE = 'information.json';

/** Where the operator keeps it, where that is known. */
type InformationPlaces = { information?: string | undefined; dataDir?: string | undefined };

/** The file that the operator named, then the one in the data folder: the first that is there counts. */
export const informationFiles = ({ information, dataDir }: InformationPlaces): string[] => [
  ...(information === undefined ? [] : [information]),
  ...(dataDir === undefined ? [] : [join(dataDir, INFORMATION_FILE)]),
];

/** The first of these files that can be read. */
export async function firstText(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Reads the operator's file, the first of these that is there; takes it whole or not at all. */
export async function readInformation(
  ...paths: string[]
): Promise<Result<ServiceInformation, InformationFault>> {
  const text = await firstText(paths);
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
 * What the operator's file says now: a change is taken up without a restart. One that became malformed, or that is named
 * and not there, is logged, and the last good one goes on being answered. Null where there is none, or none was ever good.
 */
export function informationIn(
  places: InformationPlaces,
  { clock }: { clock: Pick<Clock, 'monotonic'> },
): () => Promise<ServiceInformation | null> {
  let last: ServiceInformation | null = null;
  let readAt: number | undefined;
  let told: string | undefined;

  function tell(fault: InformationFault): void {
    if (places.information === undefined && fault.type === 'FileUnreadable') return;
    const said = JSON.stringify(fault);
    if (said !== told) log('warning', 'informationRefused', fault);
    told = said;
  }

  return async () => {
    const now = clock.monotonic();
    if (readAt !== undefined && now - readAt < AGAIN_MS) return last;
    readAt = now;
    const read = await readInformation(...informationFiles(places));
    if (read.ok) [last, told] = [read.value, undefined];
    else tell(read.error);
    return last;
  };
}
