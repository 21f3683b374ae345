import { concat, sha256, utf8, type Bytes } from '#base/bytes.ts';

/** Says what this signature is for: a signature made for anything else can never pass for a sign-in. */
const LOGIN_LABEL = 'relais-cps-login-v1\0';

export interface LoginChallenge {
  /** Which instance of the server the user signs in to. */
  readonly instanceId: string;
  /** As browsers write it: `https://dmp.example`. */
  readonly origin: string;
  /** 32 bytes, chosen by the server, used once. */
  readonly nonce: Bytes;
  /** 32 bytes: thumbprint of the device's key (RFC 7638, SHA-256). */
  readonly jkt: Bytes;
}

/**
 * What the card signs at sign-in (RS256: the signature is over the SHA-256 of these bytes):
 * label ‖ SHA-256(instanceId) ‖ SHA-256(origin) ‖ nonce ‖ jkt. Every part after the label has 32 bytes.
 */
export async function loginMessage({ instanceId, origin, nonce, jkt }: LoginChallenge): Promise<Bytes> {
  if (nonce.length !== 32 || jkt.length !== 32) throw new RangeError('nonce and jkt are 32 bytes');
  return concat(utf8(LOGIN_LABEL), await sha256(utf8(instanceId)), await sha256(utf8(origin)), nonce, jkt);
}
