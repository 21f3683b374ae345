import { fromBase64Url, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CpsIdentity, CpsLogin, CpsUnlock, StationError } from '#cards/station.ts';
import type { VitaleReading } from '#cards/vitale/records.ts';
import { bridgeValues, type BridgeStatus } from '#wire/bridge.ts';
import type * as z from 'zod/mini';

type Parsed<T> = Result<T, StationError>;

/** What a bridge answers, by verb. An answer of another form is one of another version. */
export const parseAnswer = {
  status: (value: unknown): Parsed<BridgeStatus> => parsed(bridgeValues.status, value),
  readVitale: (value: unknown): Parsed<VitaleReading> => parsed(bridgeValues.readVitale, value),
  cpsIdentity: (value: unknown): Parsed<CpsIdentity> => {
    const identity = parsed(bridgeValues.cpsIdentity, value);
    if (!identity.ok) return identity;
    const { certificate, serialNumber, triesLeft } = identity.value;
    return ok({ certificate: bytesOf(certificate), serialNumber, triesLeft: triesLeft ?? undefined });
  },
  cpsLogin: (value: unknown): Parsed<CpsLogin> => {
    const login = parsed(bridgeValues.cpsLogin, value);
    if (!login.ok) return login;
    const { certificate, signature, situations } = login.value;
    return ok({ certificate: bytesOf(certificate), signature: bytesOf(signature), situations });
  },
  cpsUnlock: (value: unknown): Parsed<CpsUnlock> => {
    const unlock = parsed(bridgeValues.cpsUnlock, value);
    return unlock.ok ? ok({ secret: bytesOf(unlock.value.secret) }) : unlock;
  },
} as const;

function parsed<T>(schema: z.ZodMiniType<T>, value: unknown): Parsed<T> {
  const result = schema.safeParse(value);
  return result.success ? ok(result.data) : err({ type: 'BridgeVersion' });
}

/** Of a field that the schema has checked. */
const bytesOf = (text: string): Bytes => fromBase64Url(text) ?? new Uint8Array();
