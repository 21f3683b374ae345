import { ok, type Result } from '#base/result.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import type { CpsLogin, Pin } from '../station.ts';
import { createMemoryCpsCache, type CpsCache } from './card-cache.ts';
import { loginMessage, type LoginChallenge } from './login-message.ts';
import { keep, type OpenCps } from './open-cps.ts';
import { wipePin } from './pin.ts';
import { signAfterPin } from './sign-after-pin.ts';
import type { PracticeSituation } from './situation.ts';
import { readSituations } from './situations.ts';

/**
 * Signs in with a CPS (`sign-after-pin.ts` says in which steps): RS256 over `loginMessage`, and where the professional
 * practises, read once and then kept. The code is wiped, whatever happens.
 */
export async function cpsLogin(
  channel: CardChannel,
  request: LoginChallenge & { readonly pin: Pin; readonly serialNumber?: string },
  cache: CpsCache = createMemoryCpsCache(),
): Promise<Result<CpsLogin, CardError>> {
  const { pin, serialNumber } = request;
  try {
    const message = await loginMessage(request);
    const signed = await signAfterPin(channel, { message, pin, serialNumber }, cache);
    if (!signed.ok) return signed;
    const { card, signature } = signed.value;
    const situations = await situationsOf(card, cache);
    if (!situations.ok) return situations;
    return ok({ certificate: card.layout.certificate, signature, situations: situations.value });
  } finally {
    wipePin(pin);
  }
}

async function situationsOf(
  card: OpenCps,
  cache: CpsCache,
): Promise<Result<readonly PracticeSituation[], CardError>> {
  const { session, layout } = card;
  if (layout.situations) return ok(layout.situations);
  const situations = await readSituations(session, layout.dataDirectories);
  if (situations.ok) await keep({ ...card, layout: { ...layout, situations: situations.value } }, cache);
  return situations;
}
