import { ok, type Result } from '#base/result.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import type { CpsIdentity } from '../station.ts';
import { isCardsAnswer } from './answers.ts';
import { createMemoryCpsCache, type CpsCache } from './card-cache.ts';
import { openCps, type OpenCps } from './open-cps.ts';
import { readTriesLeft } from './tries-left.ts';

/** Reads whose CPS this is, and how many tries its code has left, without a PIN. */
export async function readCpsIdentity(
  channel: CardChannel,
  cache: CpsCache = createMemoryCpsCache(),
): Promise<Result<CpsIdentity, CardError>> {
  const card = await openCps(channel, cache);
  if (!card.ok) return card;
  const triesLeft = await triesLeftOf(card.value);
  if (!triesLeft.ok) return triesLeft;
  const { serialNumber, layout } = card.value;
  return ok({ certificate: layout.certificate, serialNumber, triesLeft: triesLeft.value });
}

/** Undefined where the card does not say. */
async function triesLeftOf({ session, layout }: OpenCps): Promise<Result<number | undefined, CardError>> {
  if (!layout.pin) return ok(undefined);
  const triesLeft = await readTriesLeft(session, layout.pin.reference);
  return triesLeft.ok || !isCardsAnswer(triesLeft.error) ? triesLeft : ok(undefined);
}
