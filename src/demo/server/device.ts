import type { DeviceId } from '#base/brand.ts';
import { fromBase64Url, toBase64Url, utf8, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { withCard } from '#cards/with-card.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { deviceKey } from '#server/auth/device-key.ts';
import { issueChallenge } from '#server/auth/login-nonce.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { executeCommand } from '#server/commands/execute.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { COMMAND_TAG, type CommandBody, type Receipt } from '#wire/commands.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { calculateJwkThumbprint } from 'jose';
import { uploadWhole } from './upload-whole.ts';

/**
 * A device of the demonstration that furnishes dossiers the way every device does: it signs in with a simulated card,
 * uploads, and sends signed commands. Nothing is written past the server's own rules.
 */
export type FurnishingDevice = {
  professional: Actor;
  /** `confidential`: in the confidential session of a minor. */
  send: (body: CommandBody, session?: { confidential: true }) => Promise<Receipt>;
  upload: (content: Bytes) => Promise<void>;
};

export async function furnishingDevice(server: RelaisServer, card: StoredCpsCard): Promise<FurnishingDevice> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) throw new Error('no P-256 key');
  const publicJwk = { kty, crv, x, y } as const;
  const device = (await calculateJwkThumbprint(publicJwk)) as DeviceId;
  const professional = await signInWith(server, card, { device, publicJwk });
  const publicKey = deviceKey(publicJwk);
  let n = 0;
  return {
    professional,
    async send(body, session) {
      const at = server.clock.now();
      const payload = JSON.stringify({
        wire: WIRE_VERSION,
        device,
        n: ++n,
        author: professional.psIdNat,
        at,
        ...session,
        body,
      });
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      const signature = await crypto.subtle.sign(algorithm, pair.privateKey, utf8(COMMAND_TAG + payload));
      const signed = { payload, signature: toBase64Url(new Uint8Array(signature)) };
      return executeCommand(server.commands, signed, { device, publicKey, professional });
    },
    upload: (content) => uploadWhole(server, content, { device, professional }),
  };
}

async function signInWith(
  server: RelaisServer,
  card: StoredCpsCard,
  key: { device: DeviceId; publicJwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string } },
): Promise<Actor> {
  const { nonce } = await issueChallenge(server.auth, key.device);
  const reader = createSimulatedReader();
  reader.insert(openCpsCard(card));
  const challenge = {
    instanceId: server.auth.instanceId,
    origin: server.auth.origin,
    nonce: fromBase64Url(nonce) ?? new Uint8Array(),
    jkt: fromBase64Url(key.device) ?? new Uint8Array(),
    pin: utf8(card.pin),
  };
  const { certificate, signature } = unwrap(
    await withCard(reader, (channel) => cpsLogin(channel, challenge)),
  );
  const input = {
    nonce,
    certificate: toBase64Url(certificate),
    signature: toBase64Url(signature),
    deviceName: 'Mise en place de la démonstration',
  };
  return unwrap(await signIn(server.auth, input, { jkt: key.device, publicJwk: key.publicJwk })).professional;
}
