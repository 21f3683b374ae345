import { startSession } from '#server/auth/sessions.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { TestDevice } from '#test/support/server/test-device.ts';
import { generateProof } from 'dpop';

/** Makes the requests of a signed-in device: each with a proof of its own, good for one use within a minute. */
export type Signer = (path: string) => Promise<Request>;

export async function signerOf(server: RelaisServer, device: TestDevice): Promise<Signer> {
  const { token } = await server.directory.write((tx) =>
    startSession(server, tx, {
      device: device.device,
      professional: device.actor,
      certificate: { issuerHash: '00', serial: '00' },
    }),
  );
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const publicKey = await crypto.subtle.importKey('jwk', device.publicJwk, curve, true, ['verify']);
  const keys = { publicKey, privateKey: device.privateKey };
  return async (path) => {
    const url = `${server.config.origin}${path}`;
    const proof = await generateProof(keys, url, 'GET', server.dpop.freshNonce(), token);
    return new Request(url, { headers: { dpop: proof, authorization: `DPoP ${token}` } });
  };
}
