import { err, ok, type Result } from '#base/result.ts';
import {
  exportChannelKeys,
  generateChannelKeys,
  importChannelKeys,
  type ChannelKeys,
} from '#wire/bridge-channel/keys.ts';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { readState, writeState, type StateError } from './files.ts';

/** The two keys of a bridge: by one the relay knows it, by the other the apps do. */
export interface BridgeIdentity {
  /** ECDSA P-256, for DPoP. */
  readonly relay: CryptoKeyPair;
  /** X25519, for the channel. */
  readonly channel: ChannelKeys;
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const part = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const stored = z.object({
  relay: z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: part, y: part, d: part }),
  channel: z.object({ publicKey: part, privateKey: part }),
});

/** From `identity.json`, readable by its owner alone; made at the first start. */
export async function openIdentity(folder: string): Promise<Result<BridgeIdentity, StateError>> {
  const file = join(folder, 'identity.json');
  const read = await readState(file, (content) => stored.safeParse(content).data);
  if (!read.ok) return read;
  if (!read.value) return makeIdentity(file);
  const channel = await importChannelKeys(read.value.channel);
  const relay = await importRelayKeys(read.value.relay);
  return channel && relay ? ok({ channel, relay }) : err({ type: 'StateUnreadable', file });
}

async function makeIdentity(file: string): Promise<Result<BridgeIdentity, StateError>> {
  const channel = await generateChannelKeys({ extractable: true });
  const relay = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', relay.privateKey);
  const written = await writeState(file, {
    relay: { kty, crv, x, y, d },
    channel: await exportChannelKeys(channel),
  });
  return written.ok ? ok({ channel, relay }) : written;
}

/** Undefined where the two halves are no pair. */
async function importRelayKeys(jwk: z.infer<typeof stored>['relay']): Promise<CryptoKeyPair | undefined> {
  const { kty, crv, x, y } = jwk;
  try {
    return {
      privateKey: await crypto.subtle.importKey('jwk', jwk, CURVE, false, ['sign']),
      publicKey: await crypto.subtle.importKey('jwk', { kty, crv, x, y }, CURVE, true, ['verify']),
    };
  } catch {
    return undefined;
  }
}
