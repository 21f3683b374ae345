import { ok, type Result } from '#base/result.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import type { CpsCache } from './card-cache.ts';
import { cacheEntryOf, layoutOf, type CpsLayout } from './layout.ts';
import { discover } from './pkcs15/discover.ts';
import { readChangeMark, readSerialNumber } from './serial.ts';
import { openCpsSession, type CpsSession } from './session.ts';

/** A CPS whose layout is known, from the card or from what was kept of it. */
export interface OpenCps {
  readonly session: CpsSession;
  readonly serialNumber: string;
  readonly changeMark: string;
  readonly layout: CpsLayout;
}

/**
 * Names the card (EF(SN.ICC), EF_ACTUA), and finds out where its key, PIN and certificate are: from the cache where
 * the card is known and did not change since, otherwise by reading its PKCS#15 directories.
 */
export async function openCps(channel: CardChannel, cache: CpsCache): Promise<Result<OpenCps, CardError>> {
  const session = await openCpsSession(channel);
  if (!session.ok) return session;
  const serialNumber = await readSerialNumber(session.value);
  if (!serialNumber.ok) return serialNumber;
  const changeMark = await readChangeMark(session.value);
  if (!changeMark.ok) return changeMark;
  const named = { session: session.value, serialNumber: serialNumber.value, changeMark: changeMark.value };
  const kept = await keptLayout(named, cache);
  if (kept) return ok({ ...named, layout: kept });
  const layout = await discover(session.value);
  if (!layout.ok) return layout;
  const card = { ...named, layout: layout.value };
  await keep(card, cache);
  return ok(card);
}

async function keptLayout(
  { session, serialNumber, changeMark }: Omit<OpenCps, 'layout'>,
  cache: CpsCache,
): Promise<CpsLayout | undefined> {
  const entry = await cache.get(serialNumber);
  if (entry?.kind !== session.profile.kind || entry.changeMark !== changeMark) return undefined;
  const layout = layoutOf(entry);
  session.files.setApplication(layout.application);
  return layout;
}

export async function keep(
  { session, serialNumber, changeMark, layout }: OpenCps,
  cache: CpsCache,
): Promise<void> {
  const entry = cacheEntryOf(layout, session.profile.kind, changeMark);
  if (entry) await cache.put(serialNumber, entry);
}
