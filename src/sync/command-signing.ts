import { concat, sha256, toBase64Url, toHex, utf8, type Bytes } from '#base/bytes.ts';
import { COMMAND_TAG, type Command, type SignedCommand } from '#wire/commands.ts';

/** Signs a command once and for all: ECDSA P-256 with SHA-256 over COMMAND_TAG ‖ payload. `hash` is the receipt's. */
export async function signCommand(
  privateKey: CryptoKey,
  command: Command,
): Promise<{ signed: SignedCommand; hash: string }> {
  const payload = JSON.stringify(command);
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, privateKey, signedBytes(payload));
  return {
    signed: { payload, signature: toBase64Url(new Uint8Array(signature)) },
    hash: await payloadHash(payload),
  };
}

/** SHA-256 in lower-case hex of the payload's UTF-8. */
export const payloadHash = async (payload: string): Promise<string> => toHex(await sha256(utf8(payload)));

export const signedBytes = (payload: string): Bytes => concat(utf8(COMMAND_TAG), utf8(payload));
