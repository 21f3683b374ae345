import { concat, sha256, utf8, type Bytes } from '#base/bytes.ts';

/** Says what this signature is for: it can never pass for a sign-in, nor a sign-in for it. */
export const UNLOCK_LABEL = 'relais-vault-unlock-v1\0';
const MIN_VAULT_ID = 16;
const SALT = 32;

export interface UnlockChallenge {
  /** As browsers write it: `https://dmp.example`. */
  readonly origin: string;
  /** 16 bytes or more that name the vault. */
  readonly vaultId: Bytes;
  /** 32 bytes. */
  readonly salt: Bytes;
}

/**
 * What the card signs to open a vault (RS256): label ‖ SHA-256(origin) ‖ vaultId ‖ salt. All parts but the vault's
 * name have a fixed length, so that no two challenges give the same bytes.
 */
export async function unlockMessage({ origin, vaultId, salt }: UnlockChallenge): Promise<Bytes> {
  if (vaultId.length < MIN_VAULT_ID) throw new RangeError('a vault is named by 16 bytes or more');
  if (salt.length !== SALT) throw new RangeError('the salt is 32 bytes');
  return concat(utf8(UNLOCK_LABEL), await sha256(utf8(origin)), vaultId, salt);
}
